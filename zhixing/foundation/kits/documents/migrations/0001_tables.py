import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("documents", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperEntry",
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
                ("paper", models.CharField(help_text="which paper of the thing", max_length=20)),
                (
                    "of_year",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="of which year, where a thing has the paper once a year; else 0",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "series",
                    models.CharField(
                        help_text="what stands before the year: the short name of who issues it",
                        max_length=40,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("signer", models.CharField(blank=True, max_length=60)),
                ("copies", models.CharField(blank=True, max_length=300)),
                ("issued_on", models.DateField()),
                ("voided_on", models.DateField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
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
                "indexes": [
                    models.Index(
                        fields=["unit", "year", "series", "-serial"],
                        name="documents_p_unit_id_fb14d3_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "series", "serial"), name="number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_on", None)),
                        fields=("about", "paper", "of_year"),
                        name="paper_registered_once",
                    ),
                ],
            },
        ),
    ]
