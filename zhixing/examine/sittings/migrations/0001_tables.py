import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("sittings", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("papers", "0001_tables"),
        ("people", "0002_ties"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Test",
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
                ("title", models.CharField(max_length=120)),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "to be held"),
                            ("typed", "marks typed once"),
                            ("confirmed", "marks confirmed by a second hand"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tests",
                        to="papers.paper",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
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
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("marks", models.PositiveIntegerField(blank=True, null=True)),
                ("absent", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="sittings.test",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("test", "person"), name="one_sitting_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("marks__isnull", True), ("marks__lte", 10000), _connector="OR"
                        ),
                        name="marks_at_most_a_hundred",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("absent", False), ("marks__isnull", True), _connector="OR"
                        ),
                        name="absent_has_no_marks",
                    ),
                ],
            },
        ),
    ]
