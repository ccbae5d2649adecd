"""Session reports in every state, through acts."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from tests.learn.sessions.build import signed_session
from zhixing.foundation.machinery import clock
from zhixing.learn.reports import acts
from zhixing.learn.reports.models import SessionReport


def drafted_report(county: SimpleNamespace, **more: Any) -> SessionReport:
    session = signed_session(county, **more)
    with clock.at(session.day + dt.timedelta(days=2)):
        return acts.draft_report(county.secretary, session)


def sent_report(county: SimpleNamespace, *, after: int = 3, **more: Any) -> SessionReport:
    report = drafted_report(county, **more)
    with clock.at(report.session.day + dt.timedelta(days=after)):
        acts.send_report(county.secretary, report)
    return report


def received_report(county: SimpleNamespace, **more: Any) -> SessionReport:
    report = sent_report(county, **more)
    with clock.at(report.sent_on + dt.timedelta(days=1)):
        acts.receive_report(county.office, report)
    return report
