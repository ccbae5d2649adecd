from django.db import migrations, models

from zhixing.foundation.machinery.sounds import spelled

PORTION = 500


def spell(apps, schema_editor):
    """The names that are there already."""
    rows = apps.get_model("orgs", "Unit").objects.only("pk", "name")
    portion = []
    for row in rows.iterator(chunk_size=PORTION):
        row.sound = spelled(row.name)
        portion.append(row)
        if len(portion) == PORTION:
            apps.get_model("orgs", "Unit").objects.bulk_update(portion, ["sound"])
            portion = []
    apps.get_model("orgs", "Unit").objects.bulk_update(portion, ["sound"])


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="sound",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="its name in pinyin, for whoever types that",
                max_length=800,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(spell, migrations.RunPython.noop, elidable=False),
    ]
