from django.db import migrations, models
from django.db.models import Max

SLICE = 500


def count_by_the_first_version(apps, _schema):
    """All that is written was counted by what was known until now; a date that a later change has
    moved is kept as promised.
    """
    change = apps.get_model("calendar", "Change").objects
    version = change.aggregate(last=Max("version"))["last"] or 0
    deadlines = apps.get_model("deadlines", "Deadline").objects
    events = apps.get_model("deadlines", "ClockEvent").objects
    events.update(calendar=version)
    deadlines.update(calendar=version)
    known = _calendar(change)
    for deadline in deadlines.prefetch_related("events").order_by("pk").iterator(chunk_size=SLICE):
        _keep_promised(deadline, events, known, version)


def _calendar(change):
    from zhixing.foundation.spine.calendar.rules import Day, WorkCalendar

    lines = list(change.select_related("year"))
    days = {
        line.date: Day(line.working, line.zh, line.en) for line in lines if line.date is not None
    }
    official = frozenset(line.year.year for line in lines if line.date is None and line.official)
    years = frozenset(line.year.year for line in lines)
    return WorkCalendar(days, official, 0, years, max(years, default=0))


def _keep_promised(deadline, events, known, version):
    from zhixing.foundation.kits.deadlines.rules import Event, Kind, Unit, fold

    lines = sorted(deadline.events.all(), key=lambda line: line.pk)
    history = [
        Event(Kind(line.kind), line.on, line.days, line.until, "", Unit(deadline.unit))
        for line in lines
    ]
    if fold(history, known).due != deadline.due:
        events.create(
            deadline=deadline,
            kind="recount",
            on=lines[-1].on,
            until=deadline.due,
            calendar=version,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0003_ends_of_pauses"),
        ("calendar", "0002_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="clockevent",
            name="calendar",
            field=models.PositiveIntegerField(
                default=0,
                help_text="version of the calendar as it was known when this was written",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="calendar",
            field=models.PositiveIntegerField(
                default=0, help_text="version of the calendar by which its date stands"
            ),
        ),
        migrations.RunPython(count_by_the_first_version, migrations.RunPython.noop),
    ]
