import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("claims", "0001_initial")]

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
            name="Claim",
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
                ("subject", models.CharField(max_length=200)),
                ("claimed_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "claimed, not yet confirmed"),
                            ("confirmed", "confirmed"),
                            ("released", "given back"),
                        ],
                        default="claimed",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["claimed", "confirmed"])),
                        fields=("group", "topic", "person"),
                        name="claimed_once_by_a_member",
                    )
                ],
            },
        ),
    ]
