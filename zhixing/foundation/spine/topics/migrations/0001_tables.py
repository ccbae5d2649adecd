import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("topics", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
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
                ("year", models.PositiveSmallIntegerField()),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        help_text="one of the nine content categories (a norm)",
                        max_length=20,
                    ),
                ),
                (
                    "category_text",
                    models.CharField(
                        blank=True,
                        help_text="as it was written, when it is none of them",
                        max_length=60,
                    ),
                ),
                ("materials", models.JSONField(blank=True, default=list)),
                ("question", models.TextField(blank=True, help_text="for discussion")),
                ("research_subject", models.CharField(blank=True, max_length=200)),
                (
                    "forms",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="forms of study, as the county names them",
                    ),
                ),
                (
                    "required",
                    models.CharField(
                        choices=[("required", "required topic"), ("own", "own topic")],
                        default="required",
                        max_length=8,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_topics",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "lead_units",
                    models.ManyToManyField(blank=True, related_name="led_topics", to="orgs.unit"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="who set it: the county, or the unit of the group",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("last_month__gte", models.F("first_month")),
                            ("last_month__lte", 12),
                        ),
                        name="topic_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("required", "required"), ("group__isnull", False), _connector="OR"
                        ),
                        name="own_topic_has_group",
                    ),
                    models.UniqueConstraint(
                        fields=("unit", "year", "title"), name="topic_once_a_year"
                    ),
                ],
            },
        ),
    ]
