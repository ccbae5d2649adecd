import datetime as dt

from django.db import migrations, models

from zhixing.foundation.machinery.bulk import insert_many, slices, update_many

SLICE = 500
CLOSED = ("declined", "solved", "partly", "unsolved", "withdrawn", "archived", "void")
CHECKED = ("solved", "partly", "unsolved")
OPEN = ("running", "paused")
EFFECT_CHECK_DAYS = 90  # the norm's first value; where a check runs already, its own day holds
NEW = ["named_clock", "named_due", "named_still", "named_counted", "check_on", "answer_open"]


def name_deadlines(apps, _schema):
    """Each problem keeps the deadline that is named of it; in closed ones nothing runs but the check of the effect."""
    problems = apps.get_model("problems", "Problem").objects
    for some in slices(problems.order_by("pk").iterator(SLICE), SLICE):
        clocks = _end_in_closed(apps, some, _open_clocks(apps, some))
        told = _told_by_receipt(apps, some)
        for problem in some:
            _name(problem, clocks.get(problem.pk, []))
            problem.answer_open = problem.state in ("partly", "unsolved") and problem.pk in told
        update_many(some, NEW)


def _open_clocks(apps, some):
    found = {}
    deadlines = apps.get_model("deadlines", "Deadline").objects
    for deadline in deadlines.filter(thing__in=[row.pk for row in some], state__in=OPEN):
        found.setdefault(deadline.thing_id, []).append(deadline)
    return found


def _end_in_closed(apps, some, clocks):
    """A contact that was never made must not be late for ever in a closed case."""
    ended = [
        (deadline, problem.closed_on)
        for problem in some
        if problem.state in CLOSED
        for deadline in clocks.get(problem.pk, [])
        if deadline.clock != "effect_check" or problem.state not in CHECKED
    ]
    _stop(apps, ended)
    return {
        code: [clock for clock in running if clock.state in OPEN]
        for code, running in clocks.items()
    }


def _stop(apps, ended):
    """Each of these clocks with the day its problem was closed."""
    event = apps.get_model("deadlines", "ClockEvent")
    before = event.objects.filter(deadline__in=[deadline.pk for deadline, _closed_on in ended])
    last = dict(before.order_by("pk").values_list("deadline", "on"))
    for deadline, closed_on in ended:
        ended_on = max(last[deadline.pk], closed_on or last[deadline.pk])
        deadline.state, deadline.ended_on, deadline.resumes_on = "stopped", ended_on, None
    clocks = [deadline for deadline, _closed_on in ended]
    insert_many(
        event(deadline=clock, kind="stop", on=clock.ended_on, cause="closed") for clock in clocks
    )
    update_many(clocks, ["state", "ended_on", "resumes_on"])


def _told_by_receipt(apps, some):
    """Whose last answer came by the receipt: nobody has said in public why it was closed so."""
    last = {}
    records = apps.get_model("records", "Record").objects.filter(
        thing__in=[row.pk for row in some],
        verb__in=["problem.answered", "problem.called_back"],
        outcome="done",
    )
    for code, verb in records.order_by("seq").values_list("thing", "verb"):
        last[code] = verb
    return {code for code, verb in last.items() if verb == "problem.answered"}


def _name(problem, clocks):
    named = min(clocks, key=_rank, default=None)
    if named is not None:
        problem.named_clock, problem.named_due = named.clock, named.due
        problem.named_still, problem.named_counted = _still(named), named.counted_from
    if problem.state in CHECKED and not problem.closed_before:
        check = next((clock for clock in clocks if clock.clock == "effect_check"), None)
        closed_on = problem.closed_on or dt.date.today()
        problem.check_on = check.due if check else closed_on + dt.timedelta(EFFECT_CHECK_DAYS)


def _still(clock):
    return (clock.resumes_on or dt.date.max) if clock.state == "paused" else None


def _rank(clock):
    return max(clock.due, _still(clock) or clock.due), clock.started_on, clock.clock


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0003_reporter_allows"),
        ("deadlines", "0003_ends_of_pauses"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="problem",
            name="answer_open",
            field=models.BooleanField(
                default=False,
                help_text="it was “partly” or “not”, and nobody has answered that yet",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="check_on",
            field=models.DateField(
                blank=True, help_text="from then on its effect is checked", null=True
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="named_clock",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="problem",
            name="named_counted",
            field=models.DateField(blank=True, help_text="as counted_from of the clock", null=True),
        ),
        migrations.AddField(
            model_name="problem",
            name="named_due",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="problem",
            name="named_still",
            field=models.DateField(blank=True, help_text="stands still until then", null=True),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                fields=["named_due", "thing"], name="problems_pr_named_d_769fa6_idx"
            ),
        ),
        migrations.RunPython(name_deadlines, migrations.RunPython.noop),
    ]
