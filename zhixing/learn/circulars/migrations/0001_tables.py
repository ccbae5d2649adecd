import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("circulars", "0001_initial")]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circular",
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
                    "span",
                    models.CharField(
                        help_text="the period: month-2026-9, quarter-2026-3, half-2026-1",
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                (
                    "issuer",
                    models.CharField(
                        help_text="who issues it, as it stands under the paper", max_length=100
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="what the people of the office write, above the numbers",
                    ),
                ),
                (
                    "by_group",
                    models.BooleanField(
                        default=False,
                        help_text="the paper has a table of the groups, in the order of the roster",
                    ),
                ),
                (
                    "lines",
                    models.JSONField(
                        default=list, help_text="the numbers as they were when it was issued"
                    ),
                ),
                ("counted_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("issued", "issued")],
                        default="draft",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("unit", "span"),
                        name="one_draft_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "issued"), _negated=True),
                            models.Q(("counted_on__isnull", False), ("issued_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="issued_circular_has_a_day",
                    ),
                ],
            },
        ),
    ]
