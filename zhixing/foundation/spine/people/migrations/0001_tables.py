import zhixing.foundation.spine.people.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("people", "0001_initial"), ("people", "0002_initial"), ("people", "0003_email")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("username", models.CharField(max_length=40, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "must_change",
                    models.BooleanField(
                        default=False, help_text="the password was set by somebody else"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            managers=[
                ("objects", zhixing.foundation.spine.people.models.AccountManager()),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
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
                            ("OFFICE", "office"),
                            ("DISPATCHER", "dispatcher"),
                            ("CLERK", "unit clerk"),
                            ("RESPONSIBLE", "responsible person"),
                            ("VERIFIER", "verifier"),
                            ("CALLER", "caller"),
                            ("ARBITER", "arbiter"),
                            ("PUBLISHER", "publisher"),
                            ("SUPERVISOR", "supervisor"),
                            ("JUROR", "juror"),
                            ("COUNTY_LEADER", "county leader"),
                            ("ORGANISATION", "organisation department"),
                            ("SYS", "system administrator"),
                            ("SEC", "security administrator"),
                            ("AUD", "audit administrator"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "seat",
                    models.CharField(
                        blank=True,
                        help_text=(
                            "'one' for an administrator, whose person may hold one such seat; its"
                            " role in the profile small"
                        ),
                        max_length=4,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LoginTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(default="login", max_length=8)),
                ("name_hash", models.CharField(max_length=64)),
                ("address", models.GenericIPAddressField(null=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "uid",
                    models.CharField(
                        default=zhixing.foundation.spine.people.models.new_uid,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "email",
                    models.CharField(
                        blank=True,
                        help_text="for invitations; given by the person or the office, shown on no list",
                        max_length=120,
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        blank=True, help_text="office held, as the roster writes it", max_length=100
                    ),
                ),
                ("system", models.CharField(blank=True, max_length=12)),
                (
                    "active",
                    models.BooleanField(default=True, help_text="not for those who have left"),
                ),
                (
                    "erased_on",
                    models.DateField(
                        blank=True, help_text="when name, post and telephone were erased", null=True
                    ),
                ),
            ],
        ),
    ]
