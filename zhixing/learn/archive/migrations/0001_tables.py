import django.db.models.deletion
import zhixing.learn.archive.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("archive", "0001_initial"),
        ("archive", "0002_the_volume_speaks_the_countys_language"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Packing",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=zhixing.learn.archive.models.new_key,
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("queued", "waits to be packed"),
                            ("running", "is being packed"),
                            ("done", "packed"),
                            ("failed", "not packed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="how often a worker took it up"
                    ),
                ),
                (
                    "papers",
                    models.PositiveIntegerField(default=0, help_text="how many are to be drawn"),
                ),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
    ]
