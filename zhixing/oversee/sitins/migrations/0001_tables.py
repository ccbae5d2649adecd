import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("sitins", "0001_initial")]

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
            name="SitIn",
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
                ("title", models.CharField(max_length=150)),
                ("team", models.CharField(blank=True, max_length=200)),
                ("day", models.DateField()),
                ("checked", models.TextField(blank=True, help_text="查看: plans, records, rules")),
                ("listened", models.TextField(blank=True, help_text="旁听: the session itself")),
                (
                    "comment",
                    models.TextField(
                        blank=True,
                        help_text="点评: overall view, highlights, problems, at most 500 characters",
                    ),
                ),
                ("told_on_the_spot", models.BooleanField(default=False)),
                ("commented_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("checked", "papers checked"),
                            ("listened", "listened"),
                            ("commented", "commented, being rectified"),
                            ("closed", "rectified and closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=12,
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
                        help_text="who leads the team",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("check", "check"),
                            ("listen", "listen"),
                            ("comment", "comment"),
                            ("rectify", "rectify"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("good", models.BooleanField(default=False)),
                (
                    "sitin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="sitins.sitin",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
