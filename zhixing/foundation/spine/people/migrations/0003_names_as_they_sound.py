from django.db import migrations, models

from zhixing.foundation.spine.people.surnames import spelled_person

PORTION = 500


def spell(apps, schema_editor):
    """The names that are there already."""
    people = apps.get_model("people", "Person").objects
    rows = people.filter(system="", erased_on=None).only("pk", "name")
    portion = []
    for row in rows.iterator(chunk_size=PORTION):
        row.sound = spelled_person(row.name)
        portion.append(row)
        if len(portion) == PORTION:
            apps.get_model("people", "Person").objects.bulk_update(portion, ["sound"])
            portion = []
    apps.get_model("people", "Person").objects.bulk_update(portion, ["sound"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="sound",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="the name in pinyin, for whoever types that; goes with it",
                max_length=800,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(spell, migrations.RunPython.noop, elidable=False),
    ]
