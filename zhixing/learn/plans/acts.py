"""Acts on plans: draft, approve, file, change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import counts_again
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fairness import was_here
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import missing_in, people_of
from zhixing.foundation.spine.groups.rules import MISSING_WORDS
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.foundation.spine.topics.refusals import Refused as TopicRefused

from . import last_year, may
from .models import PlanLine, StudyPlan
from .queries import filing_due, filing_now
from .refusals import Refused
from .rules import Start, State, goes_by
from .standing import as_column

WRITABLE = {State.DRAFT: State.DRAFT, State.RETURNED: State.DRAFT}


@act(
    "plan.drafted",
    label=_("Draft the annual plan"),
    says=_("drafted the plan for %(year)s, required topics: %(count)s"),
    on=StudyGroup,
    may=may.DRAFTS,
    creates=StudyPlan,
    asks=may.ASKED_TO_DRAFT,
    by=lambda today: filing_due(today.year, today),
)
def draft_plan(
    actor: Actor, group: StudyGroup, *, year: int, start: str = Start.COUNTY
) -> StudyPlan:
    """A group drafts its own plan from the county's required topics of the year and its own topics;
    everything can be changed.

    ``start`` LAST_YEAR takes last year's plan along: its own topics again, and where a topic of the
    county comes back under the same title, its form, aim and key speakers (those still in the
    group). Raises NotNow when there is a plan already, or none to start from.
    """
    if StudyPlan.objects.filter(group=group, year=year).exclude(state=State.ARCHIVED).exists():
        raise Refused.PLAN_EXISTS(year=year)
    last = StudyPlan.objects.filter(group=group, year=year).order_by("-version").first()
    before = _last_years_plan(group, year) if start == Start.LAST_YEAR else None
    plan = begin(
        StudyPlan(
            group=group,
            unit=group.unit,
            year=year,
            version=last.version + 1 if last else 1,
            aim=before.aim if before else "",
            requirements=before.requirements if before else "",
        )
    )
    if before is not None:
        _choose_again(actor, group, before, year)
    topics = list(Topic.objects.filter(year=year, required=Required.REQUIRED)) + list(
        Topic.objects.filter(year=year, group=group)
    )
    PlanLine.objects.bulk_create(
        [
            PlanLine(
                plan=plan,
                topic=topic,
                first_month=topic.first_month,
                last_month=topic.last_month,
                form=(topic.forms or [""])[0][:60],
            )
            for topic in topics
        ]
    )
    if before is not None:
        _take_along(plan, before)
    due = filing_due(year, clock.today())
    if due is not None and not was_here(due, clock.day_of(group.thing.made_at), clock.today()):
        due = None
    if due is not None:
        deadlines.start_until(
            plan.thing, "filing", due, min(due, clock.today()), norm="plan.filing_due"
        )
    tell(
        year=year,
        count=sum(topic.required == Required.REQUIRED for topic in topics),
        start=str(start),
        due=due,
    )
    return plan


def _last_years_plan(group: StudyGroup, year: int) -> StudyPlan:
    """The plan the group went by the year before. Raises NotNow when there was none."""
    plans = {plan.version: plan for plan in StudyPlan.objects.filter(group=group, year=year - 1)}
    if not plans:
        raise Refused.PLAN_NONE_BEFORE(year=year - 1)
    return plans[goes_by({version: plan.state for version, plan in plans.items()})]


def _choose_again(actor: Actor, group: StudyGroup, before: StudyPlan, year: int) -> None:
    """The group's own topics of last year become own topics of this one, under the same title; what
    has one already stays.
    """
    existing_titles = set(
        Topic.objects.filter(unit=group.unit_id, year=year).values_list("title", flat=True)
    )
    for line in before.lines.filter(topic__group=group).select_related("topic"):
        if line.topic.title not in existing_titles:
            choose_topic(
                actor,
                group,
                title=line.topic.title,
                year=year,
                first_month=line.first_month,
                last_month=line.last_month,
                **{
                    name: getattr(line.topic, name)
                    for name in (
                        "category",
                        "category_text",
                        "materials",
                        "question",
                        "research_subject",
                        "forms",
                    )
                },
            )


def _take_along(plan: StudyPlan, before: StudyPlan) -> None:
    """Form, aim and key speakers of last year, where the topic has the same title. Whoever left the
    group is not named again.
    """
    old_lines = {
        line.topic.title: line
        for line in before.lines.select_related("topic").prefetch_related("speakers")
    }
    member_ids = set(people_of(plan.group).values_list("pk", flat=True))
    for line in plan.lines.select_related("topic"):
        old_line = old_lines.get(line.topic.title)
        if old_line is not None:
            line.form, line.aim = line.form or old_line.form, old_line.aim
            line.save(update_fields=["form", "aim"])
            line.speakers.set(
                [speaker for speaker in old_line.speakers.all() if speaker.pk in member_ids]
            )


@act(
    "plan.line_set",
    label=_("Place a topic"),
    says=_("placed the topic “%(topic)s” in months %(first)s to %(last)s"),
    on=StudyPlan,
    may=may.KEEPS,
    moves=WRITABLE,
)
def set_plan_line(
    actor: Actor,
    plan: StudyPlan,
    *,
    topic: Topic,
    first_month: int,
    last_month: int,
    form: str = "",
    aim: str = "",
    speakers: Iterable[Person] = (),
) -> StudyPlan:
    """Put a topic into the plan, or change its months, form, aim and key speakers. Raises BadInput
    for a speaker who is not in the group.
    """
    named = list(speakers)
    if first_month > last_month:
        raise Refused.MONTHS_ORDER("last_month")
    if topic.group_id not in (None, plan.group_id):
        raise TopicRefused.TOPIC_ELSEWHERE("topic")
    members = set(people_of(plan.group).values_list("pk", flat=True)) if named else set()
    if any(speaker.pk not in members for speaker in named):
        raise Refused.SPEAKER_ELSEWHERE("speakers")
    line, _new = PlanLine.objects.update_or_create(
        plan=plan,
        topic=topic,
        defaults={"first_month": first_month, "last_month": last_month, "form": form, "aim": aim},
    )
    line.speakers.set(named)
    tell(topic=quoting(topic), first=first_month, last=last_month)
    return plan


@act(
    "plan.line_left_out",
    label=_("Take a topic out"),
    says=_("took the topic “%(topic)s” out of the plan"),
    on=StudyPlan,
    may=may.KEEPS,
    moves=WRITABLE,
)
def leave_out_line(actor: Actor, plan: StudyPlan, *, topic: Topic, reason: str) -> StudyPlan:
    """A topic leaves the plan; a required one can not be left out."""
    if topic.required == Required.REQUIRED:
        raise Refused.TOPIC_REQUIRED("topic", topic=topic.title)
    PlanLine.objects.filter(plan=plan, topic=topic).delete()
    tell(topic=quoting(topic))
    return plan


def _has_topics(plan: StudyPlan) -> None:
    if not plan.lines.exists():
        raise Refused.PLAN_EMPTY(mend="set_plan_line")


def _group_is_complete(plan: StudyPlan) -> None:
    gaps = missing_in(plan.group)
    if gaps:
        words = " ".join(str(MISSING_WORDS[gap]) for gap in gaps)
        raise Refused.GROUP_INCOMPLETE(what=words)


def _is_the_newest(plan: StudyPlan) -> None:
    newer = StudyPlan.objects.filter(group=plan.group, year=plan.year, version__gt=plan.version)
    if newer.exists():
        raise Refused.PLAN_NEWER()


def _year_is_over(plan: StudyPlan) -> None:
    if clock.today() <= dt.date(plan.year, 12, 31):
        raise Refused.YEAR_RUNNING(year=plan.year)


@act(
    "plan.approved_by_leader",
    label=_("Approve the plan"),
    says=_("approved the plan"),
    on=StudyPlan,
    may=may.LEADS,
    moves={State.DRAFT: State.LEADER_APPROVED},
    asks=True,
    clock="filing",
    ready=_has_topics,
)
def approve_plan(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """The leader approves plan, themes and topics."""
    return plan


@act(
    "plan.approved_by_committee",
    label=_("Record the committee's approval"),
    says=_("recorded the committee's approval: %(meeting)s, %(on)s"),
    on=StudyPlan,
    may=may.KEEPS,
    moves={State.LEADER_APPROVED: State.COMMITTEE_APPROVED},
    asks=may.PREPARES,
    clock="filing",
)
def record_committee(actor: Actor, plan: StudyPlan, *, meeting: str, on: dt.date) -> StudyPlan:
    """党委（党组）会审定: which meeting, which day."""
    if on > clock.today():
        raise Common.DAY_FUTURE("on")
    plan.approved_at, plan.approved_on = meeting, on
    tell(meeting=meeting, on=on)
    return plan


@act(
    "plan.filed",
    label=_("Send it to the county for filing"),
    says=_("sent it to the county for filing"),
    on=StudyPlan,
    may=may.KEEPS,
    moves={State.COMMITTEE_APPROVED: State.FILED},
    asks=may.PREPARES,
    clock="filing",
    ready=_group_is_complete,
)
def file_plan(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """备案. Refused while the group is incomplete: it needs exactly one leader and a study
    secretary. Its paper stands as it is filed, and so does last year's report, which goes along
    from the study archive.
    """
    plan.filed_on, plan.filed_said = clock.today(), as_column(filing_now(plan))
    last_year.archive().keep_report(actor, plan)
    deadlines.meet(plan.thing, "filing", clock.today())
    return plan


@act(
    "plan.noted",
    label=_("Take note of the plan"),
    says=_("took note of it; the plan is in force"),
    on=StudyPlan,
    may=may.COUNTY,
    moves={State.FILED: State.IN_FORCE},
    asks=True,
    checks="unit",
)
def take_note(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """The county has it on file; the version before, if any, goes to the archive."""
    for before in (
        StudyPlan.objects.select_related("thing")
        .filter(group=plan.group_id, year=plan.year, state=State.IN_FORCE)
        .order_by("pk")
    ):
        replace_plan(actor, before)
    plan.noted_on = clock.today()
    return plan


@act(
    "plan.replaced",
    label=_("Replace"),
    says=_("put a newer version in its place"),
    on=StudyPlan,
    may=may.COUNTY,
    moves={State.IN_FORCE: State.ARCHIVED},
    inner_only=True,
)
def replace_plan(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """Done by ``take_note`` for the version before."""
    return plan


@act(
    "plan.returned",
    label=_("Return the plan"),
    says=_("returned the plan"),
    on=StudyPlan,
    may=may.COUNTY,
    moves={State.FILED: State.RETURNED},
    checks="unit",
)
def return_plan(actor: Actor, plan: StudyPlan, *, reason: str) -> StudyPlan:
    """The county gives it back with a reason; the group writes on in the same version, with a fair
    minimum of days.
    """
    deadlines.reopen(plan.thing, "filing", clock.today())
    return plan


@act(
    "plan.taken_up",
    label=_("Write on"),
    says=_("took the returned plan up again"),
    on=StudyPlan,
    may=may.KEEPS,
    moves={State.RETURNED: State.DRAFT},
    asks=may.PREPARES,
    clock="filing",
    primary=True,
)
def take_up_plan(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """The group has read why it was returned and goes on: the plan is a draft again, to be approved
    anew. Placing a topic does the same.
    """
    return plan


@act(
    "plan.changed",
    label=_("Change the plan"),
    says=_("began version %(version)s"),
    on=StudyPlan,
    may=may.KEEPS,
    moves={State.IN_FORCE: State.IN_FORCE},
    creates=StudyPlan,
    ready=_is_the_newest,
)
def change_plan(actor: Actor, plan: StudyPlan, *, reason: str) -> StudyPlan:
    """A change of a plan in force is a new version with the same lines; the old one stays in force
    until the county has the new one.
    """
    newer = begin(
        StudyPlan(
            group=plan.group,
            unit=plan.unit,
            year=plan.year,
            version=plan.version + 1,
            aim=plan.aim,
            requirements=plan.requirements,
        )
    )
    for line in plan.lines.prefetch_related("speakers"):
        copy = PlanLine.objects.create(
            plan=newer,
            topic=line.topic,
            first_month=line.first_month,
            last_month=line.last_month,
            form=line.form,
            aim=line.aim,
        )
        copy.speakers.set(line.speakers.all())
    link(newer, Type.REPLACES, plan)
    tell(version=newer.version)
    return newer


@act(
    "plan.archived",
    label=_("Archive the plan"),
    says=_("archived the plan"),
    on=StudyPlan,
    may=may.ARCHIVES,
    moves={State.IN_FORCE: State.ARCHIVED},
    ready=_year_is_over,
)
def archive_plan(actor: Actor, plan: StudyPlan) -> StudyPlan:
    """The year is over. Refused before its last day."""
    return plan


count_plan_again = counts_again(StudyPlan)
