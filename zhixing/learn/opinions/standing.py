"""What an opinion says of the topics, and the words it begins with: from the county's own rules."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.norms.queries import value, value_or
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import fulldate

from .models import Opinion
from .rules import SetTopic, State


def topics_of(opinion: Opinion) -> list[SetTopic]:
    """The topics of the year: as they were when it was issued, else as they are now."""
    if opinion.state == State.ISSUED:
        return [line.said for line in opinion.topics.all()]
    return topics_now(opinion.year)


def topics_now(year: int) -> list[SetTopic]:
    """What the county sets for the year."""
    topics = Topic.objects.filter(year=year, required=Required.REQUIRED)
    between = pgettext("list separator", ", ")
    return [
        SetTopic(
            topic.title,
            topic.first_month,
            topic.last_month,
            between.join(unit.name for unit in topic.lead_units.all())[:300],
            topic.question,
            topic.research_subject,
        )
        for topic in topics.order_by("first_month", "last_month", "pk").prefetch_related(
            "lead_units"
        )
    ]


def proposed_demands(year: int) -> str:
    """What the norms in force ask of the groups, a line each: the office writes on from there."""
    on = clock.today()
    lines = [
        _("Each quarter at least %(count)s study session.")
        % {"count": value("session.per_quarter", on)},
        _("Each session: the report in time (working days: %(count)s).")
        % {"count": value("session.report_days", on)},
    ]
    month_days = value_or("plan.filing_due", on)
    if month_days:
        month, day = map(int, str(month_days[0]).split("-"))
        due = fulldate(dt.date(year, month, day))
        lines.insert(0, _("The annual study plan is filed by %(day)s.") % {"day": due})
    return "\n".join(lines)
