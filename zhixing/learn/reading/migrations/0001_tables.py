import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reading", "0001_initial"), ("reading", "0002_titles_without_a_language")]

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
            name="Reading",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("original", "the original text"),
                            ("together", "read together"),
                            ("broad", "read widely"),
                        ],
                        max_length=10,
                    ),
                ),
                ("required", models.BooleanField(default=True, help_text="必修课")),
                (
                    "source",
                    models.CharField(
                        help_text="publisher, document number, where it is found", max_length=200
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "off_on",
                    models.DateField(
                        blank=True, help_text="when it was taken off the list", null=True
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("off_on__isnull", True)),
                        fields=("unit", "year", "title"),
                        name="reading_once_a_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfStudy",
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
                ("year", models.PositiveSmallIntegerField()),
                ("books", models.TextField(blank=True, help_text="titles, one in a line")),
                ("focus", models.TextField(blank=True, help_text="topics of my own choice")),
                ("handed_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("own", "my own"), ("handed", "handed to the leader")],
                        default="own",
                        max_length=8,
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "group", "year"), name="self_study_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("on", models.DateField()),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reading.reading",
                    ),
                ),
                (
                    "self_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="reading.selfstudy",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("self_study", "reading"), name="one_note_a_reading"
                    )
                ],
            },
        ),
    ]
