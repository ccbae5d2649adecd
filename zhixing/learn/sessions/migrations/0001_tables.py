import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("study_sessions", "0001_initial"),
        ("study_sessions", "0002_joint_study"),
        ("study_sessions", "0003_seats_of_groups"),
        ("study_sessions", "0004_seats_have_a_group"),
        ("study_sessions", "0005_lists"),
        ("study_sessions", "0006_found_by_their_group"),
        ("study_sessions", "0007_counted_by_day"),
        ("study_sessions", "0008_held_without_a_notice"),
        ("study_sessions", "0009_what_went_out_stands"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("joint", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0002_ties"),
        ("series", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "enterprise"),
                            ("owner", "project owner"),
                            ("resident", "resident"),
                            ("lecturer", "lecturer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=100)),
                ("filing", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["session", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StudySession",
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
                ("year", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="第N次 of the group and year"),
                ),
                (
                    "kind",
                    models.CharField(help_text="one of the norm session.kinds", max_length=20),
                ),
                ("title", models.CharField(max_length=160)),
                ("day", models.DateField()),
                ("begins", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
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
                        default="room",
                        max_length=10,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True, help_text="one of the norm content.categories", max_length=20
                    ),
                ),
                ("agenda", models.JSONField(blank=True, default=list)),
                ("materials", models.JSONField(blank=True, default=list)),
                ("question", models.TextField(blank=True, help_text="for discussion")),
                ("parts", models.JSONField(blank=True, default=dict)),
                ("notice_on", models.DateField(blank=True, null=True)),
                (
                    "notice_reason",
                    models.CharField(
                        blank=True, help_text="why it came later than the norm asks", max_length=200
                    ),
                ),
                (
                    "notice_said",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="what the notice said when it was issued; persons and guests by their keys",
                    ),
                ),
                (
                    "agenda_said",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="what the agenda said when the session was held; persons by their keys",
                    ),
                ),
                (
                    "attendance_on",
                    models.DateField(
                        blank=True,
                        help_text="when attendance was taken; it is taken once",
                        null=True,
                    ),
                ),
                (
                    "owed",
                    models.PositiveSmallIntegerField(default=0, help_text="make-ups still open"),
                ),
                ("minutes", models.TextField(blank=True)),
                ("minutes_on", models.DateField(blank=True, null=True)),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "reported",
                    models.BooleanField(default=False, help_text="a session report has been begun"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("noticed", "notice issued"),
                            ("held", "held"),
                            ("minuted", "minutes written"),
                            ("signed", "signed off"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                    "joint",
                    models.ForeignKey(
                        blank=True,
                        help_text="the joint group that studied, when it was one",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="joint.jointgroup",
                    ),
                ),
                (
                    "minutes_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        help_text="groups that take part in the joint study; the record is kept by the group",
                        related_name="joined_sessions",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        help_text="the county's own series it belongs to",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="series.localseries",
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
                "indexes": [
                    models.Index(fields=["group", "day"], name="study_sessi_group_i_b7682d_idx"),
                    models.Index(fields=["group", "year", "state"], name="session_of_a_group"),
                    models.Index(
                        fields=["year", "state", "unit", "group", "thing"],
                        name="session_in_a_count",
                    ),
                    models.Index(
                        fields=["year", "-day", "thing", "state", "kind", "unit", "group"],
                        name="session_in_a_list",
                    ),
                    models.Index(
                        fields=["state", "day", "category", "unit", "group", "thing"],
                        name="session_counted_by_day",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("group", "year", "number"),
                        name="session_number_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "noticed"), _negated=True),
                            ("notice_on__isnull", False),
                            _connector="OR",
                        ),
                        name="noticed_session_has_notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["minuted", "signed"]), _negated=True),
                            models.Q(
                                models.Q(("minutes", ""), _negated=True),
                                ("attendance_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="minuted_session_has_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="signed_session_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speech",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("KEYNOTE", "keynote speech"),
                            ("KEY", "key speech"),
                            ("DISCUSSION", "discussion speech"),
                        ],
                        max_length=12,
                    ),
                ),
                ("q1", models.TextField(blank=True)),
                ("q2", models.TextField(blank=True)),
                ("q3", models.TextField(blank=True)),
                ("q4", models.TextField(blank=True)),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="main points, when the outline does not hold them"
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speeches",
                        to="study_sessions.studysession",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person", "kind"), name="speech_once_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listened",
                    models.PositiveIntegerField(help_text="how many listened, typed by hand"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reached",
                        to="study_sessions.studysession",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "unit"), name="reached_once_a_session"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Raised",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROBLEM", "problem"),
                            ("MEASURE", "measure"),
                            ("TASK", "task"),
                            ("OUTCOME", "institutional outcome"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ON_SITE", "On-site study"),
                            ("RESEARCH", "Focused research"),
                            ("WORK", "Work carried out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_by", models.CharField(blank=True, max_length=60)),
                ("due", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        help_text="the measure, research or problem it was said about",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="things.thing",
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="study_sessions.guest",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raised",
                        to="study_sessions.studysession",
                    ),
                ),
            ],
            options={
                "ordering": ["session", models.OrderBy(models.F("at"), descending=True), "-pk"],
            },
        ),
        migrations.AddField(
            model_name="guest",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="guests",
                to="study_sessions.studysession",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(default=0, help_text="order of the roster"),
                ),
                (
                    "post",
                    models.CharField(
                        blank=True, help_text="role in the group on the day", max_length=100
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PRESENT", "present"),
                            ("LEAVE", "on leave"),
                            ("ABSENT", "absent"),
                            ("ATTENDING", "attending"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DUTY", "official duty"),
                            ("LEAVE", "own leave"),
                            ("OTHER", "other"),
                        ],
                        max_length=8,
                    ),
                ),
                ("make_up_by", models.DateField(blank=True, null=True)),
                ("made_up_on", models.DateField(blank=True, null=True)),
                ("made_up_how", models.CharField(blank=True, max_length=200)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        help_text=(
                            "the group that expected the person; who is in two that study together"
                            " has one seat, with the first"
                        ),
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="study_sessions.studysession",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "place", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="one_seat_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "LEAVE"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="leave_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_up_on__isnull", True),
                            ("status__in", ["LEAVE", "ABSENT"]),
                            _connector="OR",
                        ),
                        name="make_up_of_an_absence",
                    ),
                ],
            },
        ),
    ]
