import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("papers", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
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
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=20, help_text="time allowed, in minutes"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being made"),
                            ("ready", "ready"),
                            ("ended", "no longer used"),
                        ],
                        default="draft",
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
            name="PaperItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "single choice"),
                            ("multiple", "multiple choice"),
                            ("true_false", "true or false"),
                            ("blank", "fill in"),
                            ("short", "short answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("options", models.JSONField(blank=True, default=list)),
                ("key", models.CharField(blank=True, max_length=200)),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="where the answer stands", max_length=200
                    ),
                ),
                ("marks", models.PositiveIntegerField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="papers.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "place"), name="item_has_one_place"),
                    models.CheckConstraint(
                        condition=models.Q(("marks__gt", 0)), name="item_is_worth_something"
                    ),
                ],
            },
        ),
    ]
