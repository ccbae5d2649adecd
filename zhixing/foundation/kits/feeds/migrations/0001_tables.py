import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("feeds", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "language",
                    models.CharField(
                        help_text="in which its words are: that of whoever made it", max_length=10
                    ),
                ),
                ("made_on", models.DateField()),
                (
                    "group",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group__isnull", False), ("person__isnull", True)),
                            models.Q(("group__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="feed_of_a_person_or_a_group",
                    )
                ],
            },
        ),
    ]
