import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("demands", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("sitins", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="things.thing",
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("text", models.TextField()),
                (
                    "opens",
                    models.CharField(
                        choices=[("problem", "a problem"), ("task", "a task")],
                        default="task",
                        max_length=8,
                    ),
                ),
                ("due", models.DateField()),
                ("evidence", models.TextField(blank=True)),
                ("met_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "issued"),
                            ("accepted", "accepted"),
                            ("met", "reported met"),
                            ("returned", "not met yet"),
                            ("verified", "verified"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="issued",
                        max_length=12,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "sitin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="sitins.sitin",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="topics.topic",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
