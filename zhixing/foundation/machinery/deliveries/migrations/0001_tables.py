import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("deliveries", "0001_initial"), ("deliveries", "0002_initial")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("payload", models.JSONField(default=dict)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("not_before", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["state", "not_before"], name="deliveries__state_5fee36_idx"
                    )
                ],
            },
        ),
    ]
