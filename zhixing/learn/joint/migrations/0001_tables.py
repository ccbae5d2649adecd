import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("joint", "0001_initial")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="JointGroup",
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
                ("name", models.CharField(max_length=120)),
                (
                    "why",
                    models.CharField(
                        choices=[("duties", "linked duties"), ("few", "few members")], max_length=8
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        help_text="which duties are linked, or why it is few people, in words"
                    ),
                ),
                ("since", models.DateField()),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="last day; empty: until it is ended", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "running"), ("ended", "ended")],
                        default="running",
                        max_length=8,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        help_text="leads, and keeps the record of what is studied together",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(related_name="joint_groups", to="groups.studygroup"),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="joint_group_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
