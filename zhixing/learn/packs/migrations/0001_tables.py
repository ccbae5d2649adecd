import django.db.models.deletion
import zhixing.learn.packs.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("packs", "0001_initial")]

    initial = True

    dependencies = [
        ("files", "0001_tables"),
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
        ("topics", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pack",
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
                ("title", models.CharField(max_length=120)),
                (
                    "about",
                    models.TextField(blank=True, help_text="what it is for, in a few sentences"),
                ),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("for_all", models.BooleanField(default=False)),
                (
                    "shared",
                    models.BooleanField(
                        default=False,
                        help_text="whether it went beyond the own group: then whoever the county knows may read it",
                    ),
                ),
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
                        help_text="the unit's study group, when it has one",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="the chosen groups, when it is not for all",
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
            options={
                "indexes": [
                    models.Index(fields=["state", "for_all"], name="packs_pack_state_29c675_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("number__gte", 1),
                            _connector="OR",
                        ),
                        name="published_pack_has_a_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackAddition",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "text to read"),
                            ("document", "document"),
                            ("link", "link"),
                            ("question", "question for discussion"),
                            ("self_test", "question to test oneself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                ("address", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("own", "for our group"),
                            ("offered", "offered to all"),
                            ("taken", "taken into the pack"),
                            ("declined", "not taken"),
                            ("removed", "removed"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
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
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="packs.pack",
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
                    models.Index(fields=["pack", "state"], name="packs_packa_pack_id_26ff6a_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="PackItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(default=zhixing.learn.packs.models.new_key, max_length=12),
                ),
                (
                    "place",
                    models.PositiveIntegerField(
                        help_text="order within the pack, kept when the words change"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "text to read"),
                            ("document", "document"),
                            ("link", "link"),
                            ("question", "question for discussion"),
                            ("self_test", "question to test oneself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("since", models.PositiveSmallIntegerField()),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="which group offered it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.studygroup",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="packs.pack",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pack", "key", "since"), name="item_once_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("since")), _connector="OR"
                        ),
                        name="item_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "document"), _negated=True),
                            ("file__isnull", False),
                            _connector="OR",
                        ),
                        name="document_has_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("said", models.CharField(blank=True, max_length=500)),
                ("published_on", models.DateField()),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="packs.pack",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "number"), name="pack_version_once")
                ],
            },
        ),
    ]
