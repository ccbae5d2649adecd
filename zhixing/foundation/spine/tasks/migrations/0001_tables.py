import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("tasks", "0001_initial"), ("tasks", "0002_who_set_it")]

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
            name="Task",
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
                ("text", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("make_up", "make-up"),
                            ("work", "piece of work"),
                            ("rectify", "rectification"),
                        ],
                        default="work",
                        max_length=8,
                    ),
                ),
                ("due", models.DateField(blank=True, null=True)),
                ("evidence", models.TextField(blank=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be done"),
                            ("done", "reported done"),
                            ("verified", "verified"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        max_length=10,
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="empty where the loop set it",
                        null=True,
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
    ]
