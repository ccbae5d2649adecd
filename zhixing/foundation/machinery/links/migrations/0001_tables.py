import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("links", "0001_initial"), ("links", "0002_initial"), ("links", "0003_takes_up")]

    initial = True

    dependencies = [
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("studies", "studies"),
                            ("tests", "tests"),
                            ("claims", "claims"),
                            ("heard_at", "was heard at"),
                            ("follows", "follows"),
                            ("raised_at", "was raised at"),
                            ("found_by", "was found by"),
                            ("concerns", "concerns"),
                            ("answers", "answers"),
                            ("comes_from", "comes from"),
                            ("reports", "reports"),
                            ("visits", "visits"),
                            ("demanded_at", "was demanded at"),
                            ("planned_in", "is planned in"),
                            ("duplicate_of", "is the same as"),
                            ("part_of", "is part of"),
                            ("replaces", "replaces"),
                            ("takes_up", "takes up"),
                            ("makes_up", "makes up for"),
                        ],
                        max_length=16,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later_links",
                        to="things.thing",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_links",
                        to="things.thing",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["topic", "group"], name="links_link_topic_i_03b13d_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("later", "earlier", "type"), name="link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("later", models.F("earlier")), _negated=True),
                        name="link_joins_two",
                    ),
                ],
            },
        ),
    ]
