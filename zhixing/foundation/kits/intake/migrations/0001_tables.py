import django.db.models.deletion
import zhixing.foundation.kits.intake.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("imports", "0001_initial"),
        ("imports", "0002_answers_of_waiting_files"),
        ("imports", "0003_alter_import_what_alter_waiting_what"),
        ("imports", "0004_jobs"),
        ("imports", "0005_unit_workbooks"),
        ("imports", "0006_read_once"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("orgs", "0001_tables"),
        ("people", "0002_ties"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
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
                    "what",
                    models.CharField(help_text="code of a ``kinds.Kind``", max_length=8),
                ),
                ("file", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("new", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("same", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("numbers", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "imported"), ("undone", "undone")],
                        default="done",
                        max_length=8,
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
        migrations.CreateModel(
            name="Before",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.JSONField()),
                ("new", models.JSONField()),
                (
                    "membership",
                    models.ForeignKey(
                        help_text="when it is the post of a role",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="befores",
                        to="imports.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=zhixing.foundation.kits.intake.models.new_key,
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "what",
                    models.CharField(help_text="code of a ``kinds.Kind``", max_length=8),
                ),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                (
                    "told",
                    models.BinaryField(
                        default=b"", help_text="what the reader told of it, packed: it is read once"
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waits to be confirmed"),
                            ("queued", "waits to be written"),
                            ("running", "is being written"),
                            ("done", "written"),
                            ("refused", "not written"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "act_key",
                    models.CharField(
                        blank=True,
                        help_text="idempotency key of the act: however often it is taken up, it has one effect",
                        max_length=64,
                    ),
                ),
                (
                    "to_do",
                    models.PositiveIntegerField(default=0, help_text="rows that are to be written"),
                ),
                ("queued_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="how often a worker took it up"
                    ),
                ),
                (
                    "refusal",
                    models.JSONField(
                        default=dict,
                        help_text="why it was not written: the sentence and its parameters",
                    ),
                ),
                (
                    "made",
                    models.CharField(
                        blank=True, help_text="code of the import that came of it", max_length=20
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
    ]
