import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("alerts", "0001_initial"), ("alerts", "0002_initial")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("seen_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "seen_on"], name="alerts_aler_person__09a56c_idx"
                    )
                ],
            },
        ),
    ]
