import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("threads", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("reason", models.TextField()),
                ("on", models.DateField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "thing", "kind"), name="explained_once"
                    )
                ],
            },
        ),
    ]
