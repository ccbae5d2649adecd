import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("measures", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0002_ties"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
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
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "proposed_by",
                    models.CharField(
                        blank=True, help_text="as it was said at the session", max_length=60
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
                ("result", models.TextField(blank=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("adopted", "adopted"),
                            ("done", "reported carried out"),
                            ("confirmed", "carried out"),
                            ("dropped", "not adopted or dropped"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                        help_text="who carries it out",
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
                            ("state__in", ["proposed", "dropped"]),
                            ("due__isnull", False),
                            _connector="OR",
                        ),
                        name="adopted_measure_has_due_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["done", "confirmed"]), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="done_measure_has_result",
                    ),
                ],
            },
        ),
    ]
