import django.db.models.deletion
from django.db import migrations, models

import zhixing.foundation.spine.calendar.models


def begin_history(apps, _schema):
    """What was known until now becomes the first versions, one a year; promises made so far were
    counted by all of them.
    """
    years = apps.get_model("calendar", "CalendarYear").objects
    days = apps.get_model("calendar", "DayOff").objects
    change = apps.get_model("calendar", "Change")
    for version, year in enumerate(years.order_by("year"), 1):
        lines = [change(version=version, year=year, official=year.official)]
        for day in days.filter(year=year).order_by("date"):
            lines.append(
                change(
                    version=version,
                    year=year,
                    official=year.official,
                    date=day.date,
                    working=day.working,
                    zh=day.zh,
                    en=day.en,
                )
            )
        change.objects.bulk_create(lines)
        year.mark = zhixing.foundation.spine.calendar.models.new_mark()
        year.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="calendaryear",
            name="mark",
            field=models.PositiveIntegerField(
                default=zhixing.foundation.spine.calendar.models.new_mark,
                help_text="drawn anew with every change: tells two changes of one number apart",
            ),
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
            options={"ordering": ["version", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                condition=models.Q(("date", None)),
                fields=("version",),
                name="calendar_version_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("version", "date"), name="calendar_date_once_a_version"
            ),
        ),
        migrations.RunPython(begin_history, migrations.RunPython.noop),
        migrations.DeleteModel(name="DayOff"),
    ]
