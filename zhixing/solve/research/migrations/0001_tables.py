import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("research", "0001_initial"),
        ("research", "0002_closed_without_problem"),
        ("research", "0003_newest_first"),
    ]

    initial = True

    dependencies = [
        ("claims", "0001_tables"),
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0002_ties"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Research",
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
                ("method", models.CharField(blank=True, max_length=100)),
                ("started_on", models.DateField()),
                ("fits", models.TextField(blank=True)),
                ("new", models.TextField(blank=True)),
                ("work", models.TextField(blank=True)),
                ("effect", models.TextField(blank=True)),
                ("causes", models.TextField(blank=True)),
                ("remedies", models.TextField(blank=True)),
                ("report", models.TextField(blank=True)),
                ("reported_on", models.DateField(blank=True, null=True)),
                (
                    "no_problem_reason",
                    models.TextField(
                        blank=True,
                        help_text="why it led to no problem, when it was closed without one",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("under_way", "under way"),
                            ("reported", "reported"),
                            ("closed", "closed"),
                        ],
                        default="under_way",
                        max_length=12,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="researches",
                        to="claims.claim",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                "indexes": [
                    models.Index(fields=["-started_on", "thing"], name="research_newest"),
                    models.Index(
                        condition=models.Q(("no_problem_reason", ""), _negated=True),
                        fields=["thing"],
                        name="research_without_problem",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "under_way"), ("reported_on__isnull", False), _connector="OR"
                        ),
                        name="reported_research_has_a_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("cause", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                (
                    "problem",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "research",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="research.research",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FieldVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("place", models.CharField(max_length=100)),
                ("met", models.CharField(blank=True, max_length=200)),
                ("saw", models.TextField()),
                (
                    "research",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="research.research",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
            },
        ),
    ]
