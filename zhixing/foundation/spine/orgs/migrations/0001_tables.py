import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("orgs", "0001_initial"), ("orgs", "0002_initial")]

    initial = True

    dependencies = [
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
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
                ("name", models.CharField(max_length=100)),
                ("short", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county"),
                            ("town", "town or subdistrict"),
                            ("department", "department"),
                            ("village", "village or community"),
                            ("enterprise", "enterprise"),
                        ],
                        max_length=12,
                    ),
                ),
                ("path", models.CharField(max_length=200, unique=True)),
                ("since", models.DateField(blank=True, null=True)),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="when it was dissolved or merged", null=True
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="orgs.unit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("learned_on", models.DateField()),
                (
                    "source",
                    models.CharField(blank=True, help_text="where it stood", max_length=100),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="orgs.unit",
                    ),
                ),
            ],
        ),
    ]
