import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("people", "0004_slowed_guessing")]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="orgs.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="logintry",
            index=models.Index(fields=["name_hash", "at"], name="people_logi_name_ha_0a5219_idx"),
        ),
        migrations.AddIndex(
            model_name="logintry",
            index=models.Index(
                fields=["address", "what", "at"], name="people_logi_address_c19230_idx"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="orgs.unit",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="account",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name"], name="people_pers_name_3035d1_idx"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("system", ""), _negated=True),
                fields=("system",),
                name="one_system_person_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("person", "role", "unit"),
                name="role_held_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True), models.Q(("seat", ""), _negated=True)),
                fields=("person", "seat"),
                name="administrators_exclude_each_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="appointment_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["SYS", "SEC", "AUD"]), _negated=True),
                    models.Q(("seat", ""), _negated=True),
                    _connector="OR",
                ),
                name="administrator_has_a_seat",
            ),
        ),
    ]
