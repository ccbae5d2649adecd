import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("drafts", "0001_initial"), ("drafts", "0002_initial")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=90)),
                ("data", models.JSONField(default=dict)),
                ("kept_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="one_draft_a_form")
                ],
            },
        ),
    ]
