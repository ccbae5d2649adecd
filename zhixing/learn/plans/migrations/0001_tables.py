import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("plans", "0001_initial"), ("plans", "0002_filed_as_it_was")]

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
            name="StudyPlan",
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
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "aim",
                    models.TextField(
                        blank=True, help_text="guiding thought, as the group writes it"
                    ),
                ),
                ("requirements", models.TextField(blank=True)),
                (
                    "approved_at",
                    models.CharField(
                        blank=True,
                        help_text="the committee meeting that approved it",
                        max_length=120,
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("filed_on", models.DateField(blank=True, null=True)),
                (
                    "filed_said",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="what its paper said of topics and people when it was filed; people by their keys",
                    ),
                ),
                (
                    "noted_on",
                    models.DateField(
                        blank=True, help_text="when the county took note of it", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("leader_approved", "approved by the leader"),
                            ("committee_approved", "approved by the committee"),
                            ("filed", "sent for filing"),
                            ("returned", "returned"),
                            ("in_force", "in force"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        max_length=20,
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
                        fields=("group", "year", "version"), name="plan_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("group", "year"),
                        name="one_plan_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["filed", "in_force"]), _negated=True),
                            models.Q(("approved_on__isnull", False), ("filed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="filed_plan_was_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
                ("form", models.CharField(blank=True, max_length=60)),
                (
                    "aim",
                    models.CharField(
                        blank=True, help_text="which piece of work it shall drive", max_length=200
                    ),
                ),
                (
                    "speakers",
                    models.ManyToManyField(blank=True, related_name="+", to="people.person"),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="plans.studyplan",
                    ),
                ),
            ],
            options={
                "ordering": ["first_month", "last_month", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "topic"), name="topic_once_in_a_plan"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("last_month__gte", models.F("first_month")),
                            ("last_month__lte", 12),
                        ),
                        name="line_months",
                    ),
                ],
            },
        ),
    ]
