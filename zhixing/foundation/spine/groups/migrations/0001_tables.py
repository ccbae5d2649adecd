import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("groups", "0001_initial"), ("groups", "0002_initial")]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("people", "0002_ties"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="StudyGroup",
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
                ("until", models.DateField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("unit",),
                        name="one_group_a_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("LEADER", "leader"),
                            ("DEPUTY", "deputy leader"),
                            ("MEMBER", "member"),
                            ("INVITED", "invited member"),
                            ("ATTENDEE", "attendee"),
                            ("SECRETARY", "study secretary"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        blank=True, help_text="office held, as the roster writes it", max_length=100
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("stands_in", models.BooleanField(default=False)),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="order of the roster, for lists on paper; it says nothing about a person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="groups.studygroup",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "until"], name="groups_memb_group_i_06da59_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("group", "person", "role"),
                        name="group_role_held_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
