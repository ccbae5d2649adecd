"""Said rightly: a record reads as what somebody did, a word has the meaning of its place."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from zhixing.faces.desk.today import today_page
from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.forms import FORMS, form_of
from zhixing.solve.problems.acts import draft_problem, register_problem

ROOT = Path(__file__).resolve().parents[2]
IRREGULAR = set(
    "began built chose did found gave made put said sat sent set struck took typed undid went"
    " withdrew wrote drew held met read let brought".split()
)


def words_of(name: str) -> tuple[str, str]:
    act = ACTS[name]
    with translation.override("en"):
        english = str(act.says)
    with translation.override("zh-hans"):
        return english, str(act.says)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_a_record_is_a_sentence_about_whoever_did_it(name):
    """“罗小满 recorded that the session was held”, not “罗小满 the session was held”."""
    english, chinese = words_of(name)
    verb = re.match(r"[a-z]+", english)
    assert verb and (verb[0].endswith("ed") or verb[0] in IRREGULAR), english
    assert not re.match(r"当事人|反映人|系统|日历|它|%\(\w+\)s(召开|开讲|印发)", chinese), chinese


def test_a_task_is_dropped_and_not_a_document():
    assert words_of("drop_task")[1] == "取消了任务" and words_of("drop_outcome")[1] == "不再印发"


NAMED = {"register_person", "correct_person", "add_guest"}  # a person is named in these forms


def test_a_thing_has_a_name_and_a_person_a_persons_name():
    """Units, groups, series are asked for 名称; 姓名 is what a person has."""
    with translation.override("zh-hans"):
        labels = {}
        for name in FORMS:
            fields = form_of(ACTS[name]).base_fields
            labels |= {(name, field): str(fields[field].label) for field in fields}
    assert {name for (name, _field), label in labels.items() if label == "姓名"} == NAMED
    assert labels["found_unit", "name"] == labels["rename_group", "name"] == "名称"


def test_enumerations_are_written_in_the_language_of_the_page():
    templates = (ROOT / "zhixing").rglob("templates/**/*.html")
    columns = {"upload.html"}  # the headings of offices' workbooks are Chinese
    fixed = [path.name for path in templates if "、" in path.read_text(encoding="utf-8")]
    assert set(fixed) == columns


CLAUSES = {  # where parts of a sentence are set side by side, and no names are listed
    "foundation/kits/intake/queries/counting.py": 1,
    "foundation/kits/intake/queries/reading.py": 1,
    "foundation/spine/roster/queries/units.py": 1,
    "faces/cli/workbooks.py": 2,
}


def test_names_are_listed_with_the_sign_of_lists():
    """In Chinese names stand between 、 and clauses between ，: only where clauses are set side by
    side may the comma of sentences stand between parts.
    """
    counts = {}
    for path in (ROOT / "zhixing").rglob("*.py"):
        count = path.read_text(encoding="utf-8").count('_(", ").join(')
        if count:
            counts[str(path.relative_to(ROOT / "zhixing"))] = count
    assert counts == CLAUSES


def test_news_say_what_they_are_about(county):
    """“秦致远 received the report”: of which session stands below, where no title is said."""
    problem = draft_problem(county.clerk, county.town, title="渠首漏水", text="闸门关不严")
    noted = today_page(county.secretary, {}).news[0]
    assert problem.title in noted.sentence and noted.about == ""
    register_problem(county.office, problem)
    registered, *before = today_page(county.secretary, {}).news
    assert problem.title not in registered.sentence and registered.about == problem.title
    assert noted.sentence not in [line.sentence for line in before]  # one line a matter
    client = logins(Client, county, "secretary")["secretary"]
    assert f"<small>{problem.title}</small>" in client.get("/").content.decode()


def test_a_condition_of_a_list_is_not_called_optional(county):
    """Of a filter nothing is needed: to say so beside each field is noise."""
    page = logins(Client, county, "office")["office"].get(reverse("sessions:list"))
    form = page.content.decode().partition("zx-filter")[2].partition("</form>")[0]
    assert "种类" in form and "可以不填" not in form


def test_a_total_says_what_it_counts(county):
    """“Study sessions” of the totals are those that count, fewer than were held."""
    page = logins(Client, county, "office")["office"].get(reverse("totals:list")).content.decode()
    with translation.override("zh-hans"):
        explained = [str(total.help) for total in TOTALS.values() if total.help]
    assert explained and all(words in page for words in explained)


def test_our_own_proposal_is_said_once_and_in_the_language_of_the_page(county):
    client = logins(Client, county, "office")["office"]
    chinese = client.get(reverse("norms:list")).content.decode()
    assert not re.search(r">知行建议\s*<span", chinese) and re.search(r">知行建议\s*<", chinese)
    client.cookies["zhixing_language"] = "en"
    english = client.get(reverse("norms:list")).content.decode()
    assert not re.search(r">知行建议\s*<", english) and re.search(r">our proposal\s*<", english)


MISSES = re.compile(r"\.\w+_(MISSING|UNDECLARED|NOBODY|UNSAID|FILE)\(")
SAID_BY_THE_FORM = {("publish_pack", "said")}  # required from the second version on


def test_what_an_act_refuses_when_it_is_missing_is_not_called_optional():
    """Beside the label stands when it is needed, or nothing."""
    wrong = set()
    for name in FORMS:
        lines = inspect.getsource(ACTS[name].function).splitlines()
        lines = [line for line in lines if MISSES.search(line)]
        for field, shown in form_of(ACTS[name]).base_fields.items():
            refused = any(f'"{field}"' in line for line in lines)
            if refused and not shown.required and not hasattr(shown, "needed"):
                wrong.add((name, field))
    assert wrong == SAID_BY_THE_FORM
