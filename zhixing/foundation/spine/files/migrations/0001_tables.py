import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("files", "0001_initial"), ("files", "0002_lies_with_its_thing")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
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
                ("kind", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField(help_text="bytes")),
                ("digest", models.CharField(help_text="SHA-256 of what is kept", max_length=64)),
                (
                    "place",
                    models.CharField(
                        help_text="where the bytes lie below MEDIA_ROOT", max_length=40, unique=True
                    ),
                ),
                ("added_on", models.DateField()),
                (
                    "withdrawn_on",
                    models.DateField(
                        blank=True, help_text="when the bytes were destroyed", null=True
                    ),
                ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="topics.topic",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["about", "withdrawn_on"], name="files_store_about_i_f3a296_idx"
                    )
                ],
            },
        ),
    ]
