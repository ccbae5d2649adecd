"""The list of topics."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.listing import Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, year_of
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.ui.words import comma, months

from .models import Required, Topic


@dataclass(frozen=True)
class TopicRow:
    """A topic, and how many groups studied it."""

    topic: Topic
    studied: int

    @property
    def leads(self) -> str:
        """The units that lead it, in a row."""
        return comma().join(unit.name for unit in self.topic.lead_units.all())


@dataclass(frozen=True, kw_only=True)
class TopicList(ListPage):
    """The topics of a year, and how many of them are required."""

    year: int
    required: int


def topic_list(person: Actor, choices: Choices) -> TopicList:
    """The topics of a year, with how many groups studied them (by their links, not by name)."""
    year, only = year_of(choices), bool(choices.get("required"))
    mine = Topic.objects.visible_to(person).filter(year=year)
    topics = list(
        (mine.filter(required=Required.REQUIRED) if only else mine)
        .select_related("thing", "unit")
        .prefetch_related("lead_units")
        .order_by("first_month", "title")
    )
    studied = _groups_by_topic(topics)
    rows = [TopicRow(topic, len(studied.get(topic.pk, ()))) for topic in topics]
    return TopicList(
        title=_("Topics"),
        columns=_columns(),
        rows=rows,
        every=rows,
        file=f"topics-{year}",
        kind=Topic,
        chips=[Chip(str(Required.REQUIRED.label), f"?year={year}")] if only else [],
        clear_url=f"?year={year}",
        year=year,
        required=sum(topic.required == Required.REQUIRED for topic in topics),
        empty=Empty(
            _("No topic in this year yet."),
            _("The county's office sets them one by one, or imports its plan."),
            "notebook",
            _("Import the county's plan"),
            reverse("new", args=["import_plan"]),
        ),
    )


def _groups_by_topic(topics: list[Topic]) -> dict[str, set[str]]:
    """Topic -> the groups that studied it, each in its own session or as partner."""
    studied: dict[str, set[str]] = {}
    links = Link.objects.filter(type=Type.STUDIES, earlier__in=[topic.pk for topic in topics])
    for topic, group, partner in links.values_list("earlier", "group", "later__partners__group"):
        studied.setdefault(topic, set()).update(code for code in (group, partner) if code)
    return studied


def _columns() -> list[Column]:
    return [
        Column.code(lambda row: row.topic),
        Column.title(_("Topic"), lambda row: row.topic.title, url=lambda row: row.topic.url),
        Column.of_screen(
            _("Months"),
            lambda row: months(row.topic.first_month, row.topic.last_month),
            Look.DAY,
            labelled=True,
        ),
        Column.of_file(_("First month"), lambda row: row.topic.first_month),
        Column.of_file(_("Last month"), lambda row: row.topic.last_month),
        Column(_("Research subject"), lambda row: row.topic.research_subject),
        Column(_("Lead units"), lambda row: row.leads),
        Column.number(_("Groups that studied it"), lambda row: row.studied),
    ]
