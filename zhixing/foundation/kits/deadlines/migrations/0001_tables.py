import django.db.models.deletion
import zhixing.foundation.kits.deadlines.rules
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("deadlines", "0001_initial"),
        ("deadlines", "0002_initial"),
        ("deadlines", "0003_ends_of_pauses"),
        ("deadlines", "0004_known_calendar"),
    ]

    initial = True

    dependencies = [
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clock", models.CharField(max_length=20)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                (
                    "norm",
                    models.CharField(
                        blank=True, help_text="code of the norm that gave the days", max_length=40
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        default=zhixing.foundation.kits.deadlines.rules.Unit["WORKING"],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        default=zhixing.foundation.kits.deadlines.rules.State["RUNNING"],
                        max_length=10,
                    ),
                ),
                ("started_on", models.DateField()),
                ("due", models.DateField(db_index=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "resumes_on",
                    models.DateField(blank=True, help_text="named end of its pause", null=True),
                ),
                (
                    "counted_from",
                    models.DateField(
                        blank=True,
                        help_text="first day counted; empty where a person named the date",
                        null=True,
                    ),
                ),
                (
                    "calendar",
                    models.PositiveIntegerField(
                        default=0, help_text="version of the calendar by which its date stands"
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due"], name="deadlines_d_state_5bc10f_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thing", "clock", "round"), name="clock_once_a_round"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("on", models.DateField()),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("cause", models.CharField(blank=True, max_length=200)),
                (
                    "calendar",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="version of the calendar as it was known when this was written",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="deadlines.deadline",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
