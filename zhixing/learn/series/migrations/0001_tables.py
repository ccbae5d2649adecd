import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("series", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("lectures", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalSeries",
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
                ("name", models.CharField(max_length=120)),
                ("what", models.TextField(help_text="what it is, in the county's own words")),
                ("since", models.DateField()),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="last day; empty: no end is set", null=True
                    ),
                ),
                ("target", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("sessions", "sessions held"),
                            ("lectures", "lectures held"),
                            ("people", "people who listened"),
                            ("villages", "villages reached"),
                        ],
                        default="sessions",
                        help_text="what the target counts",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "running"), ("ended", "ended")],
                        default="running",
                        max_length=8,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="the unit's study group, when it has one",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "lecture_series",
                    models.ManyToManyField(
                        blank=True, related_name="local_series", to="lectures.lectureseries"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="the county, or the unit whose own series it is",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="local_series_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
