"""Every list can be taken away as a file: all its rows and no other, under the conditions of the
address, in three kinds that say the same.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from itertools import chain, product
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins, worker_comes_by
from tests.foundation.intake.build import demo
from tests.house.test_queries import KEPT, round_of
from zhixing.demo.cast import CAST
from zhixing.examine.bank.countyfile import import_bank
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.workbooks import listing as kit
from zhixing.foundation.kits.workbooks.parser.page import Ask
from zhixing.foundation.kits.workbooks.parser.text import table
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.worker import carry_due
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.things.listing import KINDS, Column, Listing
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.handovers.acts import hand_over
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.circulars.acts import draft_circular
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.lectures.acts import cancel_lecture, draft_note, found_series, plan_lecture
from zhixing.learn.opinions.acts import draft_opinion
from zhixing.learn.packs.acts import add_pack_item, begin_pack, publish_pack
from zhixing.learn.pairings.acts import propose_pairing
from zhixing.learn.reading.acts import set_reading
from zhixing.learn.series.acts import begin_local_series
from zhixing.learn.sessions.acts import place_in_series
from zhixing.loop.campaigns.acts import found_campaign, put_into_campaign
from zhixing.loop.totals.acts import take_totals
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.problems.acts import draft_problem

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
TODAY = dt.datetime(2026, 9, 1, 9)
EXCEPT = {
    "desk/choose.html": (
        "asks where an act shall be done; it is a step on the way, and what it lists has its own"
        " list"
    )
}
BESIDES = {
    "threads/overview.html",
    "calendar/year.html",
}  # tables that are no ui/list.html and are exported all the same
FORMULA, PLUS = '=HYPERLINK("http://example.org/";"点这里")', "+86 的号码打不通"


@pytest.fixture
def full(county):
    """Three rounds of the loop, so that every list has rows; titles of topics and problems try to
    be formulas.
    """
    made = []
    for at in range(3):
        topic = (
            county.topic
            if not at
            else set_topic(
                county.office,
                county.root,
                title=f"{FORMULA}{at}",
                year=2026,
                first_month=5,
                last_month=5,
                category="law",
                question="问",
                research_subject=PLUS,
            )
        )
        made += [row for row in round_of(county, topic, made).values() if hasattr(row, "thing_id")]
    with clock.at(TODAY):
        import_bank(county.office, county.root, book=demo("question_bank"))
        for title in (FORMULA, PLUS):
            set_reading(
                county.office, county.root, title=title, kind="original", source="=1+1", year=2026
            )
            pack = begin_pack(county.office, county.root, title=title, about="=1+1")
            add_pack_item(county.office, pack, kind="question", title=PLUS)
            publish_pack(county.office, pack, for_all=True, non_secret=True)
        county.odd = [
            draft_problem(county.clerk, county.town, title=title, text="=1+1\n@二")
            for title in (FORMULA, PLUS, "'=是撇号", "－负号")
        ]
        for at, session in enumerate(
            {row.pk: row for row in made if row.KIND == "session"}.values()
        ):
            register_paper(
                county.secretary,
                about=session.thing,
                paper="notice",
                number=f"龙党学〔2026〕{at + 1}号",
                issued_on=TODAY.date(),
                signer=FORMULA[:60],
                copies=PLUS,
            )
        draft_circular(county.office, county.root, span="half-2026-1")
        draft_opinion(county.office, county.root, year=2026)
        attach_file(
            county.clerk,
            about=county.odd[0].thing,
            upload=Upload("渠首.xlsx", workbook([3], [Column("数", int)])),
            declared=True,
        )
        for at in range(3):
            lecture = plan_lecture(
                county.secretary,
                found_series(county.secretary, county.town, name=f"{FORMULA}{at}"),
                title=PLUS,
                day=TODAY.date(),
                place="柳沟村",
                lecturer="梁秋实",
                open_to_all=not at,
            )
            draft_note(county.clerk, county.town, title=f"-{at}号政策", text="=1+1", source="@文件")
        cancel_lecture(county.secretary, lecture, reason="下雨")
        found_joint(
            county.secretary,
            county.group,
            name=f"{FORMULA}联学组",
            partners=[county.other_group],
            why="few",
            reason=PLUS,
            since=TODAY.date(),
        )
        propose_measure(
            county.member, county.group, title="对方办的措施", unit=county.other_town
        )  # so that the other group is suggested for joint study
        series = begin_local_series(
            county.office,
            county.root,
            name=PLUS,
            what="=1+1",
            since=dt.date(2026, 1, 1),
            target=100,
        )
        place_in_series(
            county.secretary, next(row for row in made if row.KIND == "session"), series=series
        )
        take_totals(
            county.office,
            county.root,
            occasion=FORMULA,
            since=dt.date(2026, 1, 1),
            until=TODAY.date(),
            codes=["measures", "problems"],
        )
        propose_pairing(
            county.secretary,
            county.group,
            name=FORMULA,
            partners=[county.other_group],
            year=2026,
            aim=PLUS,
        )
        campaign = found_campaign(
            county.office,
            county.root,
            name=FORMULA,
            aim=PLUS,
            since=dt.date(2026, 1, 1),
            until=dt.date(2026, 12, 31),
        )
        for problem in county.odd:
            put_into_campaign(county.office, campaign, thing=problem.thing, reason=PLUS)
        hand_over(
            county.office,
            county.town,
            person=county.leader,
            to=county.deputy,
            reason=FORMULA,
            until=TODAY.date() + dt.timedelta(days=9),
        )
        carry_due()
        yield county


def lists(client: Client) -> dict[str, str]:
    """URL name -> address of every page that has an export."""
    from screens import addresses

    pages = {}
    for name, url in addresses().items():
        if name.startswith("portal:") or name in ("login", "demo"):
            continue
        answer = client.get(url)
        used = (
            {template.name for template in answer.templates if template.name}
            if answer.status_code == 200 and answer["content-type"].startswith("text/html")
            else set()
        )
        if ("ui/list.html" in used and not used & set(EXCEPT)) or used & BESIDES:
            pages[name] = url
    return pages


def asked(url: str, **more: str) -> str:
    return (
        url
        + ("&" if "?" in url else "?")
        + "&".join(f"{name}={value}" for name, value in more.items())
    )


def cells(client: Client, url: str, kind: str) -> list[list[str]]:
    answer = client.get(asked(url, export=kind))
    assert answer.status_code == 200, url
    name = re.fullmatch(
        r'attachment; filename="([a-z0-9-]+-2026-09-01\.\w+)"', answer["Content-Disposition"]
    )
    assert name, answer["Content-Disposition"]
    return read(name[1], answer.content).sheets[0].rows


def lines(client: Client, url: str) -> list[list[str]]:
    """The csv, read in this process: many files are looked at."""
    return table(client.get(asked(url, export="csv")).content, Ask(1000, 50, 50_000))


def shown(client: Client, url: str) -> list[str]:
    """The rows of the page's list, page after page, each as its HTML."""
    rows: list[str] = []
    while url:
        answer = client.get(url)
        page, text = answer.context["page"], answer.content.decode()
        table = re.search(r'<table class="zx-list.*?<tbody>(.*?)</tbody>', text, re.DOTALL)
        rows += re.findall(r"<tr[ >].*?</tr>", table[1], re.DOTALL) if table else []
        pager = page.pager
        onward = pager.next_url if pager else ""
        url = url.split("?")[0] + onward if onward else ""
    return rows


def test_every_list_offers_an_export(full):
    templates = {
        "/".join(path.parts[-2:])
        for path in (ROOT / "zhixing").rglob("templates/*/*.html")
        if '{% extends "ui/list.html" %}' in path.read_text(encoding="utf-8")
    }
    offered = set()
    for client in logins(Client, full, "office", "secretary", "member").values():
        for name, url in lists(client).items():
            answer = client.get(url)
            text, rows = answer.content.decode(), answer.context["page"].rows
            assert [kind for kind in KINDS if f"export={kind}" in text] == (
                list(KINDS) if rows else []
            ), name
            offered |= {template.name for template in answer.templates if template.name and rows}
    assert templates - offered == set(EXCEPT), (
        "a list without export, or without a row to try it with"
    )
    assert offered >= BESIDES


@pytest.mark.parametrize("who", ["office", "secretary"])
def test_a_file_holds_what_the_list_holds(full, who):
    client = logins(Client, full, who)[who]
    pages = lists(client)
    assert len(pages) >= 24, sorted(pages)
    for name, url in pages.items():
        page = client.get(url).context["page"]
        export = page.export
        number = export.count if export else 0
        if not name.startswith(
            "calendar:"
        ):  # drawn as months; what differs from the week is a row of the file
            assert len(shown(client, url)) == number, name
        book = {kind: cells(client, url, kind) for kind in KINDS}
        assert book["xlsx"] == book["ods"] == book["csv"], name
        head, *rows = book["xlsx"]
        assert len(rows) == number, name
        assert all(head) and len(set(head)) == len(head), f"{name}: {head}"
        if not name.startswith("calendar:"):
            assert all(re.fullmatch(r"[A-Z]{2}-\d\d-[0-9A-Z]{5}", row[0]) for row in rows), (
                f"{name}: {rows[0][0]}"
            )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_headings_and_words_are_in_the_language_of_the_reader(county, language):
    client = logins(Client, county, "office")["office"]
    draft_problem(county.office, county.department, title="渠首漏水", text="每天漏掉一池水")
    answer = client.get(
        reverse("problems:list") + "?export=csv", headers={"accept-language": language}
    )
    head, first = answer.content.decode("utf-8-sig").splitlines()[:2]
    assert ("编号" in head) is (language != "en") and ("Code" in head) is (language == "en")
    assert bool(re.search(r"[一-龥]", head)) is (language != "en") and first


FILTERED = [
    ("problems:list", "state=draft"),
    ("problems:list", "open=1"),
    ("problems:list", "kind=common"),
    ("sessions:list", "state=signed"),
    ("sessions:list", "state=ahead"),
    ("reports:list", "state=received"),
    ("measures:list", "state=done"),
    ("measures:list", "open=1"),
    ("demands:list", "open=1"),
    ("sitins:list", "state=closed"),
    ("research:list", "state=closed"),
    ("outcomes:list", "state=issued"),
    ("plans:list", "state=in_force"),
    ("plans:list", "year=2020"),
    ("topics:list", "year=2020"),
    ("claims:board", "year=2020"),
    ("threads:loose", "kind=session_without_result"),
    ("threads:list", "year=2020"),
    ("roster:list", "kind=village"),
    ("roster:list", "q=龙泉"),
    ("groups:list", "q=石桥"),
    ("groups:list", "missing=1"),
    ("files:list", "q=nothing"),
    ("bank:list", "kind=single"),
    ("bank:list", "q=安全"),
    ("lectures:list", "state=planned"),
    ("lectures:list", "open=1"),
    ("lectures:list", "year=2020"),
    ("lectures:notes", "state=published"),
    ("joint:list", "state=ended"),
]


def test_a_condition_narrows_the_file_as_it_narrows_the_page(full):
    client = logins(Client, full, "office")["office"]
    narrowed = 0
    for name, query in FILTERED:
        whole, some = reverse(name), f"{reverse(name)}?{query}"
        rows, drawn = lines(client, some)[1:], shown(client, some)
        assert len(rows) == len(drawn), (name, query)
        assert all(row[0] in html for row, html in zip(rows, drawn, strict=True)), (name, query)
        narrowed += len(rows) < len(lines(client, whole)) - 1
        if rows:  # the link of the page leads to the same file
            export = client.get(some).context["page"].export
            assert (
                export.count,
                lines(client, whole + export.url.replace("export=xlsx", "x=1"))[1:],
            ) == (len(rows), rows), (name, query)
    assert narrowed >= 15
    since = reverse("totals:rows", args=["measures"]) + "?since=2020-01-01&until=2020-12-31"
    assert (len(lines(client, since)), shown(client, since)) == (1, [])


def test_nothing_becomes_a_formula(full):
    client = logins(Client, full, "office")["office"]
    files = {
        (name, kind): client.get(asked(url, export=kind)).content
        for (name, url), kind in product(lists(client).items(), KINDS)
    }
    for (name, kind), content in files.items():
        if kind == "csv":
            assert content.startswith(b"\xef\xbb\xbf"), name
            assert not re.search(
                r'(?:^|,)"[=+\-@\t\r＝＋－＠]', content.decode("utf-8-sig"), re.MULTILINE
            ), name
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = "".join(
                parts.read(part).decode()
                for part in parts.namelist()
                if part.startswith("xl/worksheets/") or part == "content.xml"
            )
        assert not re.search(r"<f[ >]|table:formula|<hyperlink|xlink:href", text), (name, kind)
    titles = {problem.title for problem in full.odd}
    for kind in KINDS:
        assert titles <= {
            row[1] for row in read(f"x.{kind}", files["problems:list", kind]).sheets[0].rows
        }, kind
        assert f"{FORMULA}1" in {
            row[1] for row in read(f"x.{kind}", files["topics:list", kind]).sheets[0].rows
        }, kind
        claims = read(f"x.{kind}", files["claims:board", kind]).sheets[0].rows
        assert PLUS in set(chain.from_iterable(claims)), kind


def test_what_a_person_may_not_see_is_not_in_the_file(full):
    clients = logins(Client, full, "office", "stranger")
    with clock.at(TODAY):
        hidden = {problem.pk for problem in full.odd}
        assert hidden <= {row[0] for row in lines(clients["office"], reverse("problems:list"))}
        for name, url in lists(clients["stranger"]).items():
            content = lines(clients["stranger"], url)
            assert not hidden.intersection(chain.from_iterable(content)), name
            codes = {row[0] for row in content[1:]}
            if not name.startswith("calendar:"):
                drawn = "".join(shown(clients["stranger"], url))
                assert [code for code in codes if code not in drawn] == [], name
    assert Client().get(reverse("problems:list") + "?export=xlsx").status_code == 302


def test_no_marks_and_no_names_where_the_page_shows_none(full):
    for client in logins(Client, full, "secretary", "leader", "office").values():
        assert lines(client, reverse("sittings:list"))[0] == [
            "编号",
            "测试",
            "单位",
            "答卷人数",
            "状态",
            "日期",
        ]
        people = {getattr(full, name).name for name in CAST}
        # the ledger of problems names who answers for each, as the page of a problem does to the
        # same people
        for name in (
            "sessions:list",
            "measures:list",
            "sittings:list",
            "demands:list",
            "papers:list",
        ):
            rows = lines(client, reverse(name))
            assert rows[1:] and not people.intersection(chain.from_iterable(rows)), name


def test_a_file_goes_on_where_the_page_ends(county):
    client = logins(Client, county, "office")["office"]
    for at in range(58):
        found_unit(county.office, county.town, name=f"新村{at}", kind="village")
    with clock.at(TODAY):
        url = reverse("roster:list") + "?kind=village"
        later = url.split("?")[0] + client.get(url).context["page"].pager.next_url
        assert "59" in re.sub(
            r"<[^>]*>",
            "",
            re.search(r"zx-exports.*?</span>", client.get(later).content.decode(), re.DOTALL)[0],
        )
        for address in (url, later):  # from the second page too the file holds all of it
            rows = cells(client, address, "xlsx")[1:]
            assert len(rows) == 59 == len({row[0] for row in rows}) and [
                row[1] for row in rows[1:]
            ] == [f"新村{at}" for at in range(58)]


def test_cells_are_typed_the_heading_stands_still_and_every_column_can_be_filtered(full):
    client = logins(Client, full, "office")["office"]
    answer = client.get(reverse("sittings:list") + "?export=xlsx")
    assert (
        answer["content-type"]
        == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    rows = read("x.xlsx", answer.content, typed=True).sheets[0].rows
    assert (
        isinstance(rows[1][3], int)
        and rows[1][5][0] == "day"
        and dt.date.fromisoformat(rows[1][5][1])
    ), rows[1]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet and "<autoFilter" in sheet and "<col " in sheet
    for kind in KINDS:
        imported = (
            read(f"x.{kind}", client.get(reverse("imports:list") + f"?export={kind}").content)
            .sheets[0]
            .rows
        )
        assert imported[1][3] == "2026-09-01 09:00", kind  # the county's time
    with zipfile.ZipFile(
        io.BytesIO(client.get(reverse("sittings:list") + "?export=ods").content)
    ) as parts:
        content, settings = parts.read("content.xml").decode(), parts.read("settings.xml").decode()
    assert (
        'office:value-type="date"' in content
        and 'office:value-type="float"' in content
        and "display-filter-buttons" in content
        and '"VerticalSplitPosition" config:type="int">1<' in settings
    )


def test_an_export_costs_the_same_with_one_row_and_with_three(county):
    made = round_of(county, county.topic, [])
    rows = [row for row in made.values() if hasattr(row, "thing_id")]
    client = logins(Client, county, "office")["office"]

    def counts(pages):
        queries = {}
        for name, url in pages.items():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(asked(url, export="csv")).status_code == 200
            queries[name] = sum(
                not any(word in query["sql"] for word in KEPT)
                for query in captured.captured_queries
            )
        return queries

    with clock.at(TODAY):
        worker_comes_by()
        pages = lists(client)
        with_one_row = counts(pages)
        for at in range(2):
            topic = set_topic(
                county.office,
                county.root,
                title=f"又一个专题{at}",
                year=2026,
                first_month=5,
                last_month=5,
                category="law",
                question="问",
                research_subject="课题",
            )
            rows += [
                row for row in round_of(county, topic, rows).values() if hasattr(row, "thing_id")
            ]
        three = counts(pages)
    assert {
        name: (with_one_row[name], three[name])
        for name in pages
        if with_one_row[name] != three[name]
    } == {}
    assert {name: number for name, number in three.items() if number > 15} == {}


def test_what_is_too_long_is_not_cut(county, monkeypatch):
    columns = [Column("数", lambda number: number)]
    assert (
        kit.write(Listing("numbers", range(kit.MOST_ROWS), columns), "csv").content.count(b"\n")
        == kit.MOST_ROWS + 1
    )
    with pytest.raises(BadInput) as refused:
        kit.write(Listing("numbers", range(kit.MOST_ROWS + 1), columns), "csv")
    assert refused.value.code == "export.long" and "20000" in str(refused.value)
    monkeypatch.setattr(kit, "MOST_ROWS", 2)
    client = logins(Client, county, "office")["office"]
    for language, words in (("zh-hans", "缩小条件"), ("en", "Narrow the conditions")):
        answer = client.get(
            reverse("roster:list") + "?export=xlsx", headers={"accept-language": language}
        )
        assert answer.status_code == 422 and words in answer.content.decode()
