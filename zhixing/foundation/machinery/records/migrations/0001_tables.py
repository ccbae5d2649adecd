import django.db.models.deletion
from django.db import migrations, models

from zhixing.foundation.machinery.records import append_only


def install(apps, schema_editor):
    """Records can not be changed or deleted, whatever the application tries."""
    append_only.install(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("records", "0001_initial"),
        ("records", "0009_append_only"),
        ("records", "0010_lately"),
    ]

    initial = True

    dependencies = [
        ("people", "0002_ties"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("origin", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        help_text="the instance that wrote it; each has its own chain",
                        max_length=40,
                    ),
                ),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(db_index=True)),
                ("verb", models.CharField(db_index=True, max_length=60)),
                ("act", models.CharField(max_length=60)),
                ("channel", models.CharField(default="page", max_length=12)),
                ("outcome", models.CharField(default="done", max_length=8)),
                ("refusal", models.CharField(blank=True, max_length=60)),
                ("commitment", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "decider",
                    models.ForeignKey(
                        help_text="who decided it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="things.thing",
                    ),
                ),
                (
                    "typist",
                    models.ForeignKey(
                        help_text="who typed it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["origin", "seq"],
                "indexes": [
                    models.Index(fields=["thing", "-seq"], name="records_rec_thing_i_d6e26c_idx"),
                    models.Index(fields=["decider", "-at", "-id"], name="record_by_decider"),
                    models.Index(
                        condition=models.Q(
                            ("outcome", "done"), models.Q(("channel", "import"), _negated=True)
                        ),
                        fields=["-at", "-id"],
                        name="record_news",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "seq"), name="record_has_one_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnonymousRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("act", models.CharField(max_length=60)),
                ("refusal", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "act", "refusal"), name="refusals_counted_by_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordBody",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="body_row",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("body", models.JSONField(default=dict)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="KeptKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("act", models.CharField(max_length=60)),
                ("fingerprint", models.CharField(max_length=64)),
                ("answer", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="key_once_a_person")
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
