"""Acts on tasks."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import passes_on
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import naming
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic

from . import may
from .models import Task
from .rules import Kind, State


@act(
    "task.given",
    label=_("Give a task"),
    says=_("gave the task “%(title)s”, due %(due)s"),
    on=Unit,
    may=may.GIVES,
    creates=Task,
)
def give_task(
    actor: Person,
    unit: Unit,
    *,
    title: str,
    text: str = "",
    kind: str = Kind.WORK,
    owner: Person | None = None,
    due: dt.date | None = None,
    group: StudyGroup | None = None,
    topic: Topic | None = None,
    origin: Thing | None = None,
    origin_type: str = "",
) -> Task:
    """Somebody does something by a day; ``origin`` is where it comes from."""
    task = begin(
        Task(
            title=title[:150],
            text=text,
            kind=Kind(kind),
            unit=unit,
            owner=owner,
            due=due,
            group=group,
            topic=topic,
            set_by=None if actor.system else actor,
        )
    )
    if origin is not None:
        link(task, Type(origin_type or Type.COMES_FROM), origin)
    tell(title=task.title, due=due)
    return task


@act(
    "task.assigned",
    label=_("Name who does it"),
    says=_("gave the task to %(owner)s"),
    on=Task,
    may=may.HANDS_ON,
    moves={State.OPEN: State.OPEN},
    asks=may.ASKED_TO_HAND_ON,
)
def assign_task(actor: Actor, task: Task, *, owner: Person) -> Task:
    """Somebody does it from now on, for the first time or instead of somebody else. Where nobody
    does, whoever set it is asked; of what the loop set, who keeps the group or the unit.
    """
    task.owner = owner
    tell(owner=naming(owner))
    return task


@act(
    "task.finished",
    label=_("Report it done"),
    says=_("reported it done"),
    on=Task,
    may=may.FINISHES,
    moves={State.OPEN: State.DONE},
    asks=may.DOES,
)
def finish_task(actor: Actor, task: Task, *, evidence: str) -> Task:
    """What was done and how it can be seen; somebody else verifies."""
    task.evidence, task.done_on = evidence, clock.today()
    return task


@act(
    "task.verified",
    label=_("Verify the task"),
    says=_("verified it"),
    on=Task,
    may=may.VERIFIES,
    moves={State.DONE: State.VERIFIED},
    asks=may.ASKED_TO_VERIFY,
    apart=("task.finished",),
    checks="unit",
)
def verify_task(actor: Actor, task: Task) -> Task:
    """Another person has looked."""
    return task


@act(
    "task.returned",
    label=_("Not done yet"),
    says=_("gave it back: not done yet"),
    on=Task,
    may=may.VERIFIES,
    moves={State.DONE: State.OPEN},
    checks="unit",
)
def return_task(actor: Actor, task: Task, *, reason: str) -> Task:
    """What was reported is not enough."""
    task.done_on = None
    return task


@act(
    "task.dropped",
    label=_("Drop the task"),
    says=_("dropped the task"),
    on=Task,
    may=may.DROPS,
    moves={State.OPEN: State.DROPPED},
    danger=True,
)
def drop_task(actor: Actor, task: Task, *, reason: str) -> Task:
    """It is not needed any more; the reason is on record."""
    return task


# a make-up is the absent person's own
pass_task_on = passes_on(Task, "owner", Q(state=State.OPEN) & ~Q(kind=Kind.MAKE_UP))
