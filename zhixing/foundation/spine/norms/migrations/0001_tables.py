import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("norms", "0001_initial")]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Norm",
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
                ("key", models.CharField(max_length=40, unique=True)),
                ("zh", models.CharField(max_length=120)),
                ("en", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("days", "days"),
                            ("number", "number"),
                            ("yes", "yes or no"),
                            ("list", "list"),
                        ],
                        max_length=8,
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
            name="NormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("value", models.JSONField()),
                ("since", models.DateField()),
                ("source", models.CharField(max_length=200)),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("F", "found in a source"),
                            ("C", "common practice"),
                            ("M", "to be checked against the text"),
                            ("D", "our proposal"),
                            ("N", "decided by the county"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "norm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="norms.norm",
                    ),
                ),
            ],
            options={
                "ordering": ["norm", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("norm", "number"), name="norm_version_once")
                ],
            },
        ),
    ]
