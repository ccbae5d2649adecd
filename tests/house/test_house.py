"""The rules of the house, held by machine."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import get_resolver
from django.utils import translation

from tests.house.rooms import part_of
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.forms import FORMS, form_of
from zhixing.foundation.machinery.guard import WriteOutsideAct
from zhixing.foundation.machinery.may import Rule
from zhixing.foundation.machinery.persons import COLUMNS
from zhixing.foundation.machinery.things.models import ThingRow, kinds

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_act_speaks_two_languages_and_has_a_docstring(name):
    act = ACTS[name]
    assert act.function.__doc__ and len(act.function.__doc__) > 12
    for words in (act.label, act.says):
        with translation.override("en"):
            english = str(words)
        with translation.override("zh-hans"):
            chinese = str(words)
        assert english.isascii() or "“" in english, f"{name}: {english}"
        assert re.search(r"[一-鿿]", chinese), f"{name}: {english!r} has no Chinese"
        assert sorted(re.findall(r"%\(\w+\)s", english)) == sorted(
            re.findall(r"%\(\w+\)s", chinese)
        ), f"{name}: other placeholders in Chinese"


def test_every_act_is_tested():
    """By a test that calls it, or by the journey, which takes it over HTTP and tries everybody
    else.
    """
    from zhixing.demo.round import the_round

    walked = {step.act for step in the_round()}
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    assert [
        name
        for name, act in ACTS.items()
        if name not in walked and not act.inner_only and not re.search(rf"\b{name}\(", text)
    ] == []


def test_every_act_names_its_verb_once():
    verbs = [
        act.verb for act in ACTS.values() if not act.inner_only
    ]  # what many rows of a workbook did reads as what each of them did
    assert sorted({verb for verb in verbs if verbs.count(verb) > 1}) == []
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", verb) for verb in verbs)


def test_every_parameter_of_an_act_has_a_field():
    """What an act needs can be typed: page, API and command line use the same form."""
    lacking = []
    for name, act in ACTS.items():
        if act.inner_only or act.many:
            continue
        import inspect

        needed = [
            key
            for key, parameter in inspect.signature(act.function).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        ]
        if needed and name not in FORMS:
            lacking.append(name)
    assert lacking == []
    assert [act.name for act in ACTS.values() if form_of(act).act is not act] == []


def test_every_rule_of_an_act_is_a_rule():
    assert all(isinstance(act.may, Rule) for act in ACTS.values())


PERSONAL = re.compile(
    r"person|chair|owner|juror|verifier|caller|phone|reporter|proposed_by|said_by"
    r"|minutes_by|approved_by|speaker|author|typist|decider",
    re.I,
)
FORBIDDEN = re.compile(
    r"point(s)?$|score_rank|^rank|ranking|duration|seconds|log_?in_count|visit_count"
    r"|online|streak|last_login|last_seen|clicks?",
    re.I,
)
ABOUT_PEOPLE = {"people.Person", "people.Account"}


def person_columns() -> set[str]:
    """Every column that leads to a person, or is a person's own."""
    columns = set()
    for model in apps.get_models():
        if not model.__module__.startswith("zhixing."):
            continue
        label = f"{model._meta.app_label}.{model.__name__}"
        for column in [*model._meta.concrete_fields, *model._meta.local_many_to_many]:
            leads = (
                isinstance(column, models.ForeignKey | models.ManyToManyField)
                and f"{column.related_model._meta.app_label}.{column.related_model.__name__}"
                in ABOUT_PEOPLE
            )
            if leads or label in ABOUT_PEOPLE and not column.primary_key:
                columns.add(f"{label}.{column.name}")
    return columns


def test_every_column_about_a_person_is_declared():
    assert sorted(person_columns() - set(COLUMNS)) == []


def test_every_declared_column_exists():
    known = set()
    for model in apps.get_models():
        columns = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
        place = f"{model._meta.app_label}.{model.__name__}"
        known |= {f"{place}.{column.name}" for column in columns}
    assert sorted(set(COLUMNS) - known) == []
    assert all(column.purpose and column.keep and column.seen_by for column in COLUMNS.values())


def test_no_column_for_points_durations_log_ins_or_ranks():
    names = []
    for model in apps.get_models():
        if model.__module__.startswith("zhixing."):
            names += [f"{model._meta.label}.{column.name}" for column in model._meta.get_fields()]
    assert names
    assert [name for name in names if FORBIDDEN.search(name.rpartition(".")[2])] == []


def test_every_thing_has_its_kind_prefix_and_word():
    prefixes = [model.PREFIX for model in kinds().values()]
    assert len(prefixes) == len(set(prefixes)), sorted(prefixes)
    for kind, model in kinds().items():
        assert kind and re.fullmatch(r"[A-Z]{2}", model.PREFIX) and str(model.WORD), model
        if model.STATES is not None:
            assert set(model.TONES) == set(model.STATES.values), (
                f"{model.__name__}: a state without a tone"
            )


def test_a_write_outside_an_act_is_caught(county):
    from zhixing.foundation.spine.orgs.models import Unit

    with pytest.raises(WriteOutsideAct):
        Unit.objects.filter(pk=county.town.pk).update(name="x")
    with pytest.raises(WriteOutsideAct), connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgs_alias")
    with pytest.raises(WriteOutsideAct):
        county.town.save()


def test_things_hold_what_their_rows_say(county):
    from zhixing.foundation.machinery.act.things import facts_for_thing

    wrong = []
    for model in kinds().values():
        for row in model._base_manager.select_related("thing"):
            wrong += [
                (row.pk, name, getattr(row.thing, name), value)
                for name, value in facts_for_thing(row).items()
                if getattr(row.thing, name) != value
            ]
    assert wrong == []


SAVES = {"save", "create", "bulk_create", "delete", "get_or_create", "update_or_create"}
PURE = {"views", "queries", "rules", "forms", "urls"}


def is_write(node: ast.AST) -> bool:
    """A call that writes rows. ``update`` with keywords alone is a queryset's; a dictionary's has
    something to take over.
    """
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {"insert_many", "update_many"}
    if not isinstance(node.func, ast.Attribute):
        return False
    is_update = node.func.attr == "update" and node.keywords and not node.args
    return node.func.attr in SAVES or bool(is_update)


def is_traffic(node: ast.AST) -> bool:
    """``with traffic("..."):``."""
    if not isinstance(node, ast.With):
        return False
    return any("traffic(" in ast.unparse(item.context_expr) for item in node.items)


def stray_writes(node: ast.AST) -> list[int]:
    """Lines that write outside of named traffic."""
    lines = [node.lineno] if is_write(node) else []
    for child in () if is_traffic(node) else ast.iter_child_nodes(node):
        lines += stray_writes(child)
    return lines


def test_only_acts_and_traffic_write():
    """Outside acts, the kits they call and named traffic, nothing saves (views, queries, forms,
    rules, templates).
    """
    wrong = []
    for path in (ROOT / "zhixing").rglob("*.py"):
        if part_of(path) in PURE:
            lines = stray_writes(ast.parse(path.read_text(encoding="utf-8")))
            wrong += [f"{path.relative_to(ROOT)}:{line}" for line in lines]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "row.save()",
        "Row.objects.filter(pk=1).update(name='x')",
        "rows.delete()",
        "insert_many(rows)",
        "def view(request):\n    if x:\n        Row.objects.create(a=1)",
    ],
)
def test_a_stray_write_is_seen(source):
    assert len(stray_writes(ast.parse(source))) == 1


def test_traffic_and_dictionaries_are_no_stray_writes():
    assert stray_writes(ast.parse("with traffic('x'):\n    row.save()")) == []
    assert stray_writes(ast.parse("params.update({'a': 1})")) == []


def test_no_message_without_chinese():
    import catalogues

    lost = {
        str(app.relative_to(ROOT)): sorted(map(str, messages))
        for app, messages in catalogues.missing().items()
    }
    assert lost == {}


def test_every_setting_is_written_down():
    from zhixing.config.env import KNOWN

    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in KNOWN if f"`{name}`" not in text] == []


def printing_views() -> dict[str, list[str]]:
    """Each view of a paper, or of a page made for paper -> its decorators."""
    templates = ROOT.glob("zhixing/**/templates/**/*.html")
    printed = [
        path.name for path in templates if '{% extends "ui/print.html" %}' in path.read_text()
    ]
    views = {}
    for path in sorted((ROOT / "zhixing").glob("**/views.py")):
        text = path.read_text()
        for view in (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)):
            body = ast.get_source_segment(text, view) or ""
            if "papered(" in body or any(f'/{name}"' in body for name in printed):
                views[f"{path.parent.name}.{view.name}"] = list(
                    map(ast.unparse, view.decorator_list)
                )
    return views


def test_what_is_printed_is_in_the_countys_language():
    views = printing_views()
    assert {"sessions.paper", "packs.printed", "papers.paper_print", "problems.receipt"} <= set(
        views
    )
    assert [name for name, rules in views.items() if "in_county_language()" not in rules] == []


def test_no_dangerous_shortcut():
    bad = re.compile(
        r"\bmark_safe\(|\|safe\b|\.extra\(|RawSQL|csrf_exempt|"
        r"\beval\(|\bexec\(|shell=True|autoescape off"
    )
    allowed = {"zhixing/ui/templatetags/ui.py"}
    places = []
    for path in [*(ROOT / "zhixing").rglob("*.py"), *(ROOT / "zhixing").rglob("*.html")]:
        name = str(path.relative_to(ROOT))
        places += [
            f"{name}:{number}"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if bad.search(line) and name not in allowed
        ]
    assert places == []


def test_no_inline_script_or_style():
    bad = re.compile(r"<style|\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:", re.I)
    inline = []
    for path in (ROOT / "zhixing").rglob("templates/**/*.html"):
        # not line by line: a tag with many attributes goes over several
        tags = bad.finditer(path.read_text(encoding="utf-8"))
        inline += [f"{path.relative_to(ROOT)}: {tag[0]}" for tag in tags]
    assert inline == []


def test_public_functions_of_rules_and_acts_have_docstrings():
    lacking = []
    for path in (ROOT / "zhixing").rglob("*.py"):
        if part_of(path) not in {"acts", "rules"}:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                lacking.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert lacking == []


def test_every_thing_page_has_an_address():
    names = set()
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        names |= {f"{space}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    assert [model.URL for model in kinds().values() if model.URL and model.URL not in names] == []


def test_rows_are_things_or_lines():
    """Every business object is a ThingRow; what is not points at one, or is machinery."""
    machinery = {
        "things",
        "links",
        "records",
        "deliveries",
        "people",
        "auth",
        "contenttypes",
        "sessions",
        "drafts",
        "snapshots",  # numbers of the whole county, under a key
    }
    loose = []
    for model in apps.get_models():
        if (
            model._meta.app_label in machinery
            or not model.__module__.startswith("zhixing.")
            or issubclass(model, ThingRow)
            or model._meta.auto_created
        ):
            continue
        ties = [
            column
            for column in model._meta.concrete_fields
            if isinstance(column, models.ForeignKey)
            and (
                issubclass(column.related_model, ThingRow)
                or column.related_model._meta.label in ("things.Thing", "deadlines.Deadline")
            )
        ]
        if not ties:
            loose.append(model._meta.label)
    assert loose == []


LEAVES_OUT = re.compile(
    r"pytest\.skip\(|mark\.skip|importorskip|skipTest|mark\.xfail|pytest\.xfail"
)


def test_no_test_is_left_out():
    """What belongs to one database alone lacks the mark of both; nothing else is skipped."""
    files = (path for path in ROOT.glob("tests/**/*.py") if path != Path(__file__))
    assert [
        path.name for path in files if LEAVES_OUT.search(path.read_text(encoding="utf-8"))
    ] == []


def test_the_county_is_known_by_its_path_in_one_place():
    """``places.is_root``, asked of what somebody holds with ``Holdings.sees_county``."""
    places = ROOT / "zhixing/foundation/machinery/things/places.py"
    files = (path for path in (ROOT / "zhixing").rglob("*.py") if path != places)
    assert [path.name for path in files if '.count("/")' in path.read_text(encoding="utf-8")] == []
