import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("bank", "0001_initial"),
        ("bank", "0002_whole_text_of_a_question"),
        ("bank", "0003_raised_signs"),
    ]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankItem",
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
                (
                    "same",
                    models.CharField(
                        db_index=True,
                        help_text="the whole question as it is compared (rules.same_text)",
                        max_length=200,
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list)),
                ("key", models.CharField(blank=True, max_length=500)),
                ("explanation", models.TextField(blank=True)),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="where the answer stands", max_length=200
                    ),
                ),
                (
                    "topic_text",
                    models.CharField(
                        blank=True,
                        help_text="as the workbook names it, when it is none of the topics",
                        max_length=100,
                    ),
                ),
                (
                    "difficulty",
                    models.CharField(
                        blank=True,
                        help_text="as somebody has written it; never computed",
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("withdrawn", "withdrawn")],
                        default="draft",
                        max_length=10,
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
                        help_text="whose bank it is in",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("unit", "same"),
                        name="a_question_once_in_a_bank",
                    )
                ],
            },
        ),
    ]
