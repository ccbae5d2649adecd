"""Every template of the face is drawn in both languages, full and empty."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.utils import translation

import zhixing.ui
from tests.ui.kit import sample

HERE = Path(zhixing.ui.__file__).parent
SHELL = {
    "county": "青禾县",
    "place": "龙泉镇",
    "place_note": "党委理论学习中心组",
    "person_name": "罗小满",
    "person_role": "学习秘书",
    "wings": [{"label": "行", "url": "/solve/", "icon": "walk", "here": True}],
    "home_url": "/",
    "search_url": "/search/",
    "logout_url": "/logout/",
    "login_url": "/login/",
    "alerts": 2,
    "alerts_url": "/alerts/",
}
PAGES = ["page", "thing", "list", "form", "narrow", "portal", "error", "print", "kit"]


@pytest.fixture(autouse=True)
def own_urls(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"


@pytest.fixture
def draw():
    options = {
        "context_processors": [
            "django.template.context_processors.request",
            "django.template.context_processors.i18n",
        ]
    }
    engine = DjangoTemplates(
        {
            "NAME": "ui",
            "DIRS": [HERE / "templates", Path(__file__).parent / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {**options, "libraries": {"ui": "zhixing.ui.templatetags.ui"}},
        }
    )

    def page(source, context=None, language="zh-hans", query=""):
        request = RequestFactory().get("/somewhere/" + query)
        with translation.override(language):
            template = (
                engine.get_template(source)
                if source.endswith(".html")
                else engine.from_string("{% load i18n ui %}" + source)
            )
            return tags_in_line(template.render({"shell": SHELL, **(context or {})}, request))

    return page


def tags_in_line(text):
    """A drawn page with every tag on one line: how a template is laid out is the formatter's."""
    return re.sub(
        r"<[a-z/][^<>]*>", lambda tag: re.sub(r"\s+(?=>)", "", re.sub(r"\s+", " ", tag[0])), text
    )


def full():
    context = sample()
    context["page"].update(
        trace=context["trace"],
        trace_parts=context["parts"],
        timeline=context["timeline"],
        chips=[{"label": "在办", "remove_url": "?"}],
        clear_url="?",
        filter_form=context["form"],
        export={"url": "?x", "count": 37},
        rows=context["rows"],
        pager=context["pager"],
        empty=context["empty"],
        groups=[{"title": "一组", "fields": ["due", "unit"]}],
    )
    return context


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("filled", [True, False])
def test_every_template_is_drawn(draw, name, language, filled):
    context = {}
    if filled or name == "kit":
        with translation.override(language):
            context = full()
    text = draw(f"ui/{name}.html", context, language)
    assert f'<html lang="{"zh-CN" if language == "zh-hans" else "en"}"' in text
    assert (
        "style=" not in text and "javascript:" not in text and not re.search(r"\son[a-z]+=", text)
    )
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert text.count("<h1") <= 1
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert name == "kit" or len(ids) == len(set(ids)), "an id stands twice"


def test_english_pages_hold_no_chinese_of_ours(draw):
    with translation.override("en"):
        context = full()
    for name in ("thing", "form", "list"):
        context["page"].update(groups=[], chips=[])
        text = draw(f"ui/{name}.html", {**context, "shell": {"home_url": "/"}}, "en")
        text = re.sub(
            r'<button type="submit" name="language" value="zh-hans".*?</button>|<a'
            r' class="zx-seal".*?</a>',
            "",
            text,
            flags=re.S,
        )
        assert not re.findall(r"[\u4e00-\u9fff]+", text)


def test_the_trace_names_the_present_step_and_its_neighbours(draw):
    text = draw("ui/trace.html", full() | {"steps": full()["trace"]})
    assert text.count('aria-current="step"') == 1
    assert text.count('class="is-done') == 5
    near = text[text.index("zx-trace-here") :]
    assert "#4" in near and "#6" in near and "#7" not in near


def test_acts_draw_nothing_but_themselves_and_one_main_button(draw):
    acts = [{"label": "报办结", "url": "/a", "primary": True}, {"label": "延期", "url": "/b"}]
    text = draw("ui/acts.html", {"acts": acts})
    assert text.count("<a ") == 2 and text.count("btn-primary") == 1
    assert draw("ui/acts.html", {"acts": []}).strip() == ""


def test_a_list_says_when_nothing_was_found_and_when_nothing_is_there(draw):
    nothing = {"page": {"title": "问题", "rows": [], "filtered": True, "clear_url": "?"}}
    assert "没有找到" in draw("ui/list.html", nothing)
    empty = {
        "page": {
            "title": "问题",
            "rows": [],
            "empty": {"sentence": "还没有问题", "label": "登记", "url": "/new"},
        }
    }
    assert "还没有问题" in draw("ui/list.html", empty) and "没有找到" not in draw(
        "ui/list.html", empty
    )


def test_the_filter_form_keeps_the_other_choices(draw):
    class Filter(forms.Form):
        unit = forms.CharField(required=False)

    page = {"title": "问题", "rows": [1], "filter_form": Filter()}
    text = draw("ui/list.html", {"page": page}, query="?state=open&unit=a&after=K9E2S")
    assert '<input type="hidden" name="state" value="open">' in text
    assert 'value="K9E2S"' not in text and '<input type="hidden" name="unit"' not in text


class Ask(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, initial="k1")
    title = forms.CharField(label="标题", help_text="一句话")
    due = forms.DateField(label="到哪天")
    way = forms.ChoiceField(
        label="办法", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect
    )
    for_person = forms.CharField(label="谁定的", required=False)
    basis = forms.CharField(label="依据", required=False)


def test_errors_stand_on_top_and_at_the_field_and_nothing_typed_is_lost(draw):
    text = draw(
        "ui/form.html",
        {
            "form": Ask({"key": "k1", "title": "", "due": "九月底", "way": "b"}),
            "page": {"button": "发给 12 人"},
        },
    )
    assert (
        'href="#id_title"' in text
        and 'id="id_title-error"' in text
        and 'aria-invalid="true"' in text
    )
    assert (
        'value="九月底"' in text
        and 'type="text"' in text[text.index('value="九月底"') - 200 : text.index('value="九月底"')]
    )
    assert re.search(r'value="b" checked', text)
    assert "发给 12 人" in text and '<input type="hidden" name="key" value="k1"' in text


def test_recorded_for_is_folded_until_it_is_used(draw):
    assert '<details class="zx-aside">' in draw("ui/form.html", {"form": Ask(), "page": {}})
    assert '<details class="zx-aside" open>' in draw(
        "ui/form.html", {"form": Ask(initial={"for_person": "韩立新"}), "page": {}}
    )


def test_a_date_has_the_browsers_own_type_in_every_language(draw):
    import datetime as dt

    for language in ("zh-hans", "en"):
        text = draw(
            "{{ form.due.as_field_group }}",
            {"form": Ask(initial={"due": dt.date(2026, 9, 22)})},
            language,
        )
        assert 'type="date"' in text and 'value="2026-09-22"' in text


def test_a_stale_form_shows_both_texts(draw):
    text = draw(
        "ui/form.html",
        {
            "form": Ask(),
            "page": {"stale": [{"label": "标题", "yours": "我的", "now": "<b>别人的</b>"}]},
        },
    )
    assert "<p>我的</p>" in text and "&lt;b&gt;别人的" in text


def test_a_second_step_page_needs_no_form(draw):
    text = draw(
        "ui/form.html", {"page": {"title": "销号？", "button": "销号", "cancel_url": "/back"}}
    )
    assert "销号？" in text and 'href="/back"' in text


def test_typed_text_is_escaped(draw):
    assert draw("{{ text|paras }}", {"text": "<script>\n\n二"}) == "<p>&lt;script&gt;</p><p>二</p>"
    assert "<script>" not in draw(
        "{% state text 'done' %}{% say text 'over' %}", {"text": "<script>"}
    )


def test_a_strange_tone_is_grey(draw):
    assert "is-none" in draw("{% state 'x' 'purple' %}")


def test_the_theme_comes_from_the_cookie_and_only_known_ones(draw):
    for value, is_known in (("dark", True), ('"><script>', False)):
        request = RequestFactory().get("/")
        request.COOKIES["zx_theme"] = value
        engine = DjangoTemplates(
            {
                "NAME": "u",
                "DIRS": [HERE / "templates", Path(__file__).parent / "templates"],
                "APP_DIRS": False,
                "OPTIONS": {
                    "libraries": {"ui": "zhixing.ui.templatetags.ui"},
                    "context_processors": ["django.template.context_processors.request"],
                },
            }
        )
        assert (
            "data-theme=" in engine.get_template("ui/page.html").render({"shell": SHELL}, request)
        ) is is_known
