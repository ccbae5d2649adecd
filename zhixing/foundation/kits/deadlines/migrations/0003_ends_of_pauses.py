from django.db import migrations, models

from zhixing.foundation.machinery.bulk import slices, update_many

SLICE = 500


def count_again(apps, _schema):
    """What the ledger gives beside the date: the named end of a pause, and from where a date was counted."""
    from zhixing.foundation.kits.deadlines import rules
    from zhixing.foundation.spine.calendar.rules import Day, WorkCalendar

    days = {
        day.date: Day(day.working, day.zh, day.en)
        for day in apps.get_model("calendar", "DayOff").objects.all()
    }
    calendar = WorkCalendar(days)
    deadlines = apps.get_model("deadlines", "Deadline").objects
    for some in slices(deadlines.prefetch_related("events").order_by("pk").iterator(SLICE), SLICE):
        for deadline in some:
            events = [_event(event, deadline) for event in deadline.events.all()]
            clock = rules.fold(events, calendar)
            deadline.resumes_on, deadline.counted_from = clock.resumes_on, clock.counted_from
        update_many(some, ["resumes_on", "counted_from"])


def _event(event, deadline):
    from zhixing.foundation.kits.deadlines.rules import Event, Kind, Unit

    return Event(
        Kind(event.kind), event.on, event.days, event.until, event.cause, Unit(deadline.unit)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0002_initial"),
        ("calendar", "0001_initial"),
    ]

    run_before = [("calendar", "0002_versions")]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="counted_from",
            field=models.DateField(
                blank=True,
                help_text="first day counted; empty where a person named the date",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="resumes_on",
            field=models.DateField(blank=True, help_text="named end of its pause", null=True),
        ),
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
