"""What goes out comes in again as the same: roster, plan, ledger, bank, in every kind of file."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import demo
from zhixing.examine.bank.countyfile import import_bank
from zhixing.examine.bank.countyfile.table import BANK
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import REFUSED, SAME
from zhixing.foundation.kits.intake.roster.table import ROSTER
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import Filled, template
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.learn.plans.countyfile import import_plan
from zhixing.learn.plans.countyfile.table import PLAN
from zhixing.solve.problems.acts import draft_problem
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.countyfile.table import LEDGER

EXPECTED = {"roster": 325, "plan": 10, "ledger": 20, "bank": 22}


@pytest.fixture
def full(county):
    """The county with all four sample workbooks in it, and a problem that came by none."""
    import_roster(county.office, county.root, book=demo("roster"))
    plan = demo("annual_plan")
    near = next(iter(dry_run("plan", plan, Answers()).questions.values()), None)
    import_plan(
        county.office,
        county.root,
        book=plan,
        aliases={near.name: near.options[0][0]} if near else {},
    )
    import_ledger(county.office, county.root, book=demo("problem_ledger"), year=2026)
    import_bank(county.office, county.root, book=demo("question_bank"))
    draft_problem(
        county.office, Unit.objects.get(name="县水利局"), title="渠首漏水", text="=每天漏掉一池水"
    )
    return county


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("what", ["roster", "plan", "ledger", "bank"])
def test_out_and_in_again_is_the_same(full, what, kind):
    office = logins(Client, full, "office")["office"]
    answer = office.get(reverse("imports:export", args=[what]), {"kind": kind})
    assert answer["Content-Disposition"] == f'attachment; filename="{what}.{kind}"'
    reading = dry_run(what, read(f"x.{kind}", answer.content), Answers(year=clock.today().year))
    assert (reading.to_do, reading.count(REFUSED)) == (0, 0), [
        (line.says, line.changes) for line in reading.lines if line.action != SAME
    ] + [(note.row, note.code, note.written) for note in reading.notes][:5]
    assert reading.count(SAME) >= EXPECTED[what]


def test_the_list_of_the_bank_comes_in_again_too(full):
    """It has two columns more than the import asks for: the code and the state."""
    answer = logins(Client, full, "office")["office"].get(reverse("bank:list"), {"export": "xlsx"})
    reading = dry_run("bank", read("x.xlsx", answer.content), Answers(year=clock.today().year))
    assert (reading.to_do, reading.count(REFUSED), reading.count(SAME)) == (0, 0, EXPECTED["bank"])


def test_only_the_office_gets_them(full):
    clients = logins(Client, full, "secretary", "member")
    for who in clients.values():
        assert who.get(reverse("imports:export", args=["roster"])).status_code == 403
        assert who.get(reverse("imports:template", args=["roster"])).status_code == 403


@pytest.mark.parametrize("what", ["roster", "plan", "ledger", "bank"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_is_filled_in_and_read(full, what, language):
    """Its example row is read, its explanations are not; the hidden sheet tells which it is."""
    from django.utils import translation

    table = {
        "roster": ROSTER,
        "plan": PLAN,
        "ledger": LEDGER,
        "bank": BANK,
    }[what]
    with translation.override(language):
        row = {field.name: field.example for field in table.fields}
        content = template(
            [
                Filled(
                    table,
                    [
                        row
                        | ({"unit": "县水利局", "progress": "未启动"} if what == "ledger" else {})
                        | ({"text": "贮存不得超过几天？"} if what == "bank" else {})
                        | ({"title": "新专题"} if what == "plan" else {})
                    ],
                )
            ],
            made=clock.today(),
        )
    book = read("t.xlsx", content)
    assert book.mark[f"{what}.version"] == "1" and book.mark["made"] == clock.today().isoformat()
    reading = dry_run(what, book, Answers(year=2026, guess=True))
    assert len(reading.lines) == 1 and reading.count(REFUSED) == 0 and reading.to_do == 1, [
        (note.code, note.sheet) for note in reading.notes
    ]
    assert not [note for note in reading.notes if note.code == "sheet.no_header"]
