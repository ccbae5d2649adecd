import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("outcomes", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outcome",
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
                ("text", models.TextField(blank=True, help_text="what it changes")),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issuer", models.CharField(blank=True, max_length=100)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "non_secret",
                    models.BooleanField(
                        default=False, help_text="declared not to be a state secret"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being drafted"),
                            ("issued", "issued"),
                            ("ended", "no longer in force"),
                            ("dropped", "dropped"),
                        ],
                        default="draft",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["issued", "ended"]), _negated=True),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                models.Q(("issuer", ""), _negated=True),
                                ("issued_on__isnull", False),
                                ("non_secret", True),
                            ),
                            _connector="OR",
                        ),
                        name="issued_outcome_is_complete",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number", "issuer"),
                        name="document_number_once",
                    ),
                ],
            },
        ),
    ]
