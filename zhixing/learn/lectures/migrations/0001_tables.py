import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("lectures", "0001_initial"), ("lectures", "0002_names_of_series_are_public")]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lecture",
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
                ("title", models.CharField(max_length=160)),
                ("day", models.DateField()),
                ("begins", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(max_length=120)),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("room", "meeting room"),
                            ("site", "project site"),
                            ("red_site", "red site"),
                            ("field", "field or village"),
                            ("hall", "service hall"),
                        ],
                        default="field",
                        max_length=10,
                    ),
                ),
                ("lecturer", models.CharField(max_length=60)),
                (
                    "filing",
                    models.CharField(
                        blank=True,
                        help_text="number under which a lecturer from outside is on file",
                        max_length=60,
                    ),
                ),
                (
                    "for_whom",
                    models.CharField(
                        blank=True, help_text="who is invited, in words", max_length=120
                    ),
                ),
                (
                    "open_to_all",
                    models.BooleanField(
                        default=False, help_text="announced to residents on the public page"
                    ),
                ),
                (
                    "listened",
                    models.PositiveIntegerField(
                        blank=True, help_text="how many listened, typed by hand", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
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
        ),
        migrations.CreateModel(
            name="CameBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "thing",
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
                        help_text="who is to deal with it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="came_back",
                        to="lectures.lecture",
                    ),
                ),
            ],
            options={
                "ordering": ["lecture", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LectureSeries",
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
                ("aim", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "running"), ("ended", "ended")],
                        default="running",
                        max_length=10,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="the unit's study group, when it has one",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
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
        migrations.AddField(
            model_name="lecture",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lectures",
                to="lectures.lectureseries",
            ),
        ),
        migrations.CreateModel(
            name="PolicyNote",
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
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField()),
                (
                    "source",
                    models.CharField(
                        help_text="the document it stands in, with its number", max_length=200
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, help_text="last day; empty: until it is withdrawn", null=True
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
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
                            models.Q(("state", "published"), _negated=True),
                            ("published_on__isnull", False),
                            _connector="OR",
                        ),
                        name="published_note_has_a_day",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="lecture",
            index=models.Index(fields=["state", "day"], name="lectures_le_state_3daae8_idx"),
        ),
        migrations.AddConstraint(
            model_name="lecture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("listened__isnull", False),
                    _connector="OR",
                ),
                name="held_lecture_has_a_number",
            ),
        ),
    ]
