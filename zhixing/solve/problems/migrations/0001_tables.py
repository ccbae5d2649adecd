import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("problems", "0001_initial"),
        ("problems", "0002_few_rows_that_wait"),
        ("problems", "0003_reporter_allows"),
        ("problems", "0004_named_deadline"),
        ("problems", "0005_counting"),
        ("problems", "0006_noting_unit_knows"),
        ("problems", "0007_unnamed_ones"),
    ]

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
            name="Problem",
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
                ("named_clock", models.CharField(blank=True, max_length=20)),
                ("named_due", models.DateField(blank=True, null=True)),
                (
                    "named_still",
                    models.DateField(blank=True, help_text="stands still until then", null=True),
                ),
                (
                    "named_counted",
                    models.DateField(
                        blank=True, help_text="as counted_from of the clock", null=True
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("session", "study session"),
                            ("research", "research"),
                            ("sitin", "sit-in or inspection"),
                            ("enterprise", "enterprise"),
                            ("resident", "resident"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("common", "common problem"),
                            ("individual", "individual problem"),
                            ("special", "special problem"),
                        ],
                        max_length=12,
                    ),
                ),
                ("cause", models.TextField(blank=True)),
                ("aim", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                (
                    "person_text",
                    models.CharField(
                        blank=True,
                        help_text="as an imported ledger writes it, to be linked later",
                        max_length=60,
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "extension_days",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="asked for and not yet decided"
                    ),
                ),
                ("extended", models.BooleanField(default=False)),
                ("returned_once", models.BooleanField(default=False)),
                ("shelving_proposed", models.BooleanField(default=False)),
                ("review_on", models.DateField(blank=True, help_text="of a shelving", null=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("public_text", models.TextField(blank=True, help_text="what the reporter reads")),
                (
                    "concerned",
                    models.BooleanField(
                        default=False, help_text="somebody can say whether it is really solved"
                    ),
                ),
                ("reporter_name", models.CharField(blank=True, max_length=60)),
                ("reporter_phone", models.CharField(blank=True, max_length=20)),
                (
                    "reporter_allows",
                    models.BooleanField(
                        default=False, help_text="the reporter lets the responsible person phone"
                    ),
                ),
                ("receipt_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("contacted_on", models.DateField(blank=True, null=True)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "check_on",
                    models.DateField(
                        blank=True, help_text="from then on its effect is checked", null=True
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("really", "really solved"),
                            ("partly", "partly solved, says the person concerned"),
                            ("not", "not solved, says the person concerned"),
                            ("none", "no answer"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "answer_open",
                    models.BooleanField(
                        default=False,
                        help_text="it was “partly” or “not”, and nobody has answered that yet",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_good", "very satisfied"),
                            ("good", "satisfied"),
                            ("fair", "fairly satisfied"),
                            ("bad", "dissatisfied"),
                            ("very_bad", "very dissatisfied"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "closed_before",
                    models.BooleanField(
                        default=False, help_text="closed before Zhixing: in no rate or total"
                    ),
                ),
                (
                    "contradictory",
                    models.BooleanField(
                        default=False, help_text="struck off, though not done by its own words"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("received", "received"),
                            ("declined", "declined"),
                            ("needs_info", "more information needed"),
                            ("duplicate", "joined to another case"),
                            ("listed", "on the list"),
                            ("dispatched", "dispatched"),
                            ("returned", "returned as not ours"),
                            ("accepted", "accepted"),
                            ("in_progress", "under way"),
                            ("waiting", "waiting"),
                            ("shelved", "shelved"),
                            ("reported_solved", "reported solved"),
                            ("refused", "verification refused"),
                            ("verified", "verified"),
                            ("solved", "solved"),
                            ("partly", "partly solved"),
                            ("unsolved", "not solved"),
                            ("withdrawn", "withdrawn"),
                            ("archived", "struck off and archived"),
                            ("void", "void"),
                        ],
                        default="draft",
                        max_length=16,
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
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="problems.problem",
                    ),
                ),
                (
                    "helping_units",
                    models.ManyToManyField(blank=True, related_name="+", to="orgs.unit"),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "noted_unit",
                    models.ForeignKey(
                        help_text="where it was noted",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="the responsible person",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
            options={
                "indexes": [
                    models.Index(
                        fields=["closed_before", "state", "unit"],
                        name="problems_pr_closed__0e3602_idx",
                    ),
                    models.Index(
                        fields=["state", "named_due"], name="problems_pr_state_616094_idx"
                    ),
                    models.Index(
                        fields=["unit", "closed_before", "state"],
                        name="problems_pr_unit_id_e01dac_idx",
                    ),
                    models.Index(
                        fields=["named_due", "thing"], name="problems_pr_named_d_769fa6_idx"
                    ),
                    models.Index(
                        condition=models.Q(("shelving_proposed", True)),
                        fields=["state"],
                        name="problem_shelving_asked",
                    ),
                    models.Index(
                        condition=models.Q(("extension_days", 0), _negated=True),
                        fields=["state"],
                        name="problem_extension_asked",
                    ),
                    models.Index(
                        condition=models.Q(("person_text", ""), _negated=True),
                        fields=["person", "state"],
                        name="problem_unnamed",
                    ),
                    models.Index(
                        condition=models.Q(("answer", "really")),
                        fields=["closed_on"],
                        name="problem_really_solved",
                    ),
                    models.Index(
                        condition=models.Q(("closed_before", True), ("contradictory", True)),
                        fields=["thing"],
                        name="problem_contradictory",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "dispatched",
                                        "accepted",
                                        "in_progress",
                                        "waiting",
                                        "reported_solved",
                                        "refused",
                                        "verified",
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("due__isnull", False),
                            _connector="OR",
                        ),
                        name="promised_problem_has_due_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "duplicate"), _negated=True),
                            ("head__isnull", False),
                            _connector="OR",
                        ),
                        name="duplicate_problem_has_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["solved", "partly", "unsolved"]), _negated=True
                            ),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_problem_has_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", ""),
                            models.Q(("answer__in", ["", "none"]), _negated=True),
                            _connector="OR",
                        ),
                        name="rated_problem_was_answered",
                    ),
                ],
            },
        ),
    ]
