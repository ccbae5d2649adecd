import django.db.models.deletion
import zhixing.foundation.spine.calendar.models
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("calendar", "0001_initial"), ("calendar", "0002_versions")]

    initial = True

    dependencies = [
        ("orgs", "0001_tables"),
        ("things", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
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
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("official", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "changes",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="counted on with every change, so that processes read again",
                    ),
                ),
                (
                    "mark",
                    models.PositiveIntegerField(
                        default=zhixing.foundation.spine.calendar.models.new_mark,
                        help_text="drawn anew with every change: tells two changes of one number apart",
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
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("official", models.BooleanField(default=False)),
                ("date", models.DateField(blank=True, null=True)),
                ("working", models.BooleanField(blank=True, null=True)),
                ("zh", models.CharField(blank=True, max_length=40)),
                ("en", models.CharField(blank=True, max_length=40)),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="calendar.calendaryear",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("date", None)),
                        fields=("version",),
                        name="calendar_version_once",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "date"), name="calendar_date_once_a_version"
                    ),
                ],
            },
        ),
    ]
