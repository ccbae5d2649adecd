import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("things", "0001_initial"),
        ("things", "0002_partner"),
        ("things", "0003_looked_up"),
        ("things", "0004_threads_by_group"),
        ("things", "0005_units_that_may_know"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Thing",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("kind", models.CharField(db_index=True, max_length=32)),
                ("title", models.CharField(max_length=300)),
                (
                    "place",
                    models.CharField(
                        blank=True, db_index=True, help_text="path of the unit", max_length=200
                    ),
                ),
                ("state", models.CharField(blank=True, max_length=32)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everyone, without login"),
                            ("county", "everyone the county knows"),
                            ("unit", "the unit, its group, and the roles above it"),
                            ("parties", "the persons concerned and the roles above them"),
                        ],
                        default="unit",
                        max_length=8,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "state"], name="things_thin_kind_5fc213_idx"),
                    models.Index(fields=["kind", "-made_at"], name="things_thin_kind_b33a44_idx"),
                    models.Index(
                        condition=models.Q(("topic__isnull", False)),
                        fields=["topic", "group", "kind", "state"],
                        name="thing_of_a_topic",
                    ),
                    models.Index(fields=["-changed_at"], name="things_thin_changed_7ea129_idx"),
                    models.Index(
                        condition=models.Q(("topic__isnull", False)),
                        fields=["topic", "kind", "group", "state", "made_at"],
                        name="thing_in_a_thread",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thing", "person"), name="one_party_per_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        db_index=True, help_text="path of the (group's) unit", max_length=200
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thing", "group"), name="one_partner_per_group"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True)),
                        fields=("thing", "place"),
                        name="one_partner_per_unit",
                    ),
                ],
            },
        ),
    ]
