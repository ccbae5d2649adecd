"""Tags and filters of the face: they take plain values (dicts, objects), know no domain word."""

import datetime as dt
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.ui import cells, words
from zhixing.ui.drawing import kind_of
from zhixing.ui.statics import kit_files

register = template.Library()

TONES = {
    "done": "circle-check",
    "going": "progress",
    "soon": "hourglass-low",
    "over": "alert-triangle",
    "none": "circle-dashed",
}
ASIDE = ("for_person", "basis")


def _get(thing, name, default=""):
    """A value by key or by attribute; missing or None counts as `default`."""
    value = thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)
    return default if value is None else value


def _tone(tone) -> str:
    return tone if tone in TONES else "none"


# Icons and states


@register.simple_tag
def kit_sheets():
    """Links to the style sheets of the kit, in their order."""
    links = ((static(name),) for name in kit_files())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


def _sprite() -> str:
    return static("vendor/tabler-icons/icons.svg")


@register.simple_tag
def icon(name, label=""):
    """An icon of the sprite; with `label` it is spoken, otherwise hidden from readers."""
    return _icon_svg(str(name), str(label or ""))


@lru_cache(maxsize=1024)
def _icon_svg(name: str, label: str) -> str:
    """A page has a hundred icons, of which most are the same few."""
    if label:
        return format_html(
            '<svg class="zx-i" viewBox="0 0 24 24" role="img" aria-label="{}"><use'
            ' href="{}#{}"/></svg>',
            label,
            _sprite(),
            name,
        )
    return format_html(
        '<svg class="zx-i" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use'
        ' href="{}#{}"/></svg>',
        _sprite(),
        name,
    )


@register.simple_tag
def state(word, tone="none", name=""):
    """A state as coloured tag: colour, icon and word."""
    if not word:
        return ""
    tone = _tone(tone)
    return format_html(
        '<span class="zx-state is-{}">{}{}</span>', tone, icon(name or TONES[tone]), word
    )


@register.simple_tag
def say(word, tone="none", name=""):
    """A state as coloured words in a line: colour, icon and word."""
    if not word:
        return ""
    tone = _tone(tone)
    fallback = "clock" if tone == "going" else TONES[tone]
    return format_html(
        '<span class="zx-say is-{}">{}<span>{}</span></span>', tone, icon(name or fallback), word
    )


@register.simple_tag
def cell(column, cell):
    """A cell of a list (``ui/cells.py``)."""
    return cells.drawn(column, cell, (state, say))


@register.simple_tag
def cell_attributes(column, cell):
    """Those of the ``td`` of a cell that a template of its own draws."""
    return cells.attributes(column, cell)


@register.simple_tag
def clauses(pieces):
    """A sentence of several pieces, each with a number that opens its rows."""
    return format_html_join(words.clause_comma(), "{}", ((_clause(piece),) for piece in pieces))


def _clause(piece):
    tone = "" if piece.tone == "none" else format_html(' class="is-{}"', piece.tone)
    link = format_html('<a{} href="{}">{}</a>', tone, piece.url, piece.number)
    return format_html("{}{}{}", piece.before, link, piece.behind)


# Words


@register.simple_tag
def months(first, last):
    """The span from one month to another in words."""
    return words.months(first, last)


@register.filter(name="datewords")
def datewords_filter(value, known_year=None):
    return words.datewords(value, known_year)


@register.filter(name="shortdate")
def shortdate_filter(value, known_year=None):
    return words.shortdate(value, known_year)


@register.filter(name="timewords")
def timewords_filter(value, known_year=None):
    return words.timewords(value, known_year)


@register.filter(name="clockwords")
def clockwords_filter(value):
    return words.clockwords(value)


@register.filter(name="sincewords")
def sincewords_filter(value, today=None):
    return words.sincewords(value, today)


@register.filter
def day_caption(value):
    """What stands under the number of a day: today, the weekday, or month and weekday when it is
    another month.
    """
    return words.day_caption(value)


@register.filter
def fulldate(value):
    return words.fulldate(value)


@register.filter
def mask_phone(value):
    return words.mask_phone(value)


@register.filter(name="hundredths")
def hundredths_filter(value):
    return words.hundredths(value)


@register.filter(name="short_weekday")
def short_weekday_filter(value):
    return words.short_weekday(value) if value else ""


@register.filter(name="entries_count")
def entries_count(entries):
    """How many entries a record has: their number, or that of the entries themselves."""
    return words.entries(entries if isinstance(entries, int) else len(entries or []))


@register.filter(is_safe=True)
def paras(value):
    """Typed text as paragraphs: an empty line parts them, a single line break stays one."""
    text = normalize_newlines(str(value or "")).strip()
    if not text:
        return ""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return mark_safe(
        "".join(
            f"<p>{conditional_escape(block.strip()).replace(chr(10), '<br>')}</p>"
            for block in blocks
        )
    )


@lru_cache(maxsize=1000)
def _mark_html(shape: str, tone: str, word: str) -> tuple[str, str]:
    """What stands before and after the address of a mark: the same few in all rows of a grid."""
    return format_html(
        '<td><a class="zx-mark is-{} is-{}" href="', shape, _tone(tone)
    ), format_html('"><span>{}</span></a></td>', word)


@register.simple_tag
def marks(url, cells):
    """The cells of a row of marks: `(shape, tone, word)`, each a link to `url` and its place in the
    row, from 1. Shapes: dot, ring, half, full, bar, gap.
    """
    url, parts = conditional_escape(url), []
    for at, cell in enumerate(cells, 1):
        before, after = _mark_html(*cell)
        parts.append(f"{before}{url}{at}/{after}")
    return mark_safe("".join(parts))


@register.simple_tag
def link_items(links):
    """List items of many links, `(address, word)` each: a page has hundreds, so they are drawn at
    once.
    """
    return format_html_join("", '<li><a href="{}">{}</a></li>', links)


@register.simple_tag
def square_items(days):
    """List items of the days of a month, each with its squares: drawn at once, for speed."""
    return format_html_join(
        "", '<li class="is-{}">{}</li>', ((day.kind, _day(day)) for day in days)
    )


def _day(day):
    squares = format_html_join("", '<i class="{}"></i>', ((look,) for look in day.squares))
    more = format_html("<small>+{}</small>", day.more) if day.more else ""
    inner = format_html(
        '<span>{}</span><b>{}</b><em aria-hidden="true">{}{}</em>',
        day.label,
        day.date.day,
        squares,
        more,
    )
    if not day.url:
        return inner
    return format_html('<a href="{}" aria-label="{}">{}</a>', day.url, day.spoken, inner)


@register.simple_tag
def cell_items(cells):
    """List items of the cells of a front page, each a link: a county has hundreds of groups."""
    return format_html_join(
        "",
        '<li class="{}"><a href="{}" aria-label="{}">{}</a></li>',
        ((cell.look, cell.url, cell.spoken, cell.title) for cell in cells),
    )


@register.simple_tag
def mark(shape, tone="none"):
    """A mark alone, beside its word."""
    return format_html('<i class="zx-mark is-{} is-{}" aria-hidden="true"></i>', shape, _tone(tone))


@register.simple_tag
def counted(num, den):
    """`8 / 9`: a count of a whole."""
    return format_html('<span class="zx-rate">{}</span>', words.count_words(num, den))


@register.simple_tag
def figure(shown):
    """A figure with both numbers: as a rate where it estimates, else as a count of a whole."""
    show = rate if shown.estimates else counted
    return show(shown.numerator, shown.denominator)


@register.simple_tag
def rate(num, den, fewest=words.FEWEST_TO_RATE):
    """`12 / 14, 85.7%` for what estimates; under `fewest` cases a quiet "too few to rate"."""
    few = int(den or 0) < fewest
    return format_html(
        '<span class="{}">{}</span>',
        "zx-rate is-few" if few else "zx-rate",
        words.rate_words(num, den, fewest),
    )


@register.simple_tag
def per_cent(num, den, fewest=words.FEWEST_TO_RATE):
    """Only the per cent of a rate, "" when there are too few."""
    if int(den or 0) < fewest:
        return ""
    return words.per_cent(int(num or 0), int(den)) + "%"


@register.simple_tag
def meter(num, den):
    """A bar of how much of `den` is `num`; empty when there is nothing to count."""
    share = 0 if not den else max(0, min(100, round(100 * int(num or 0) / int(den), 1)))
    return format_html(
        '<svg class="zx-meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="8" rx="1"/><rect width="{}" height="8" rx="1"/></svg>',
        share,
    )


# Acts, and what comes next

OUTSIDE = 3  # buttons that stand by themselves; the others stand under "more"


class Arranged(NamedTuple):
    """The buttons of a page by where they stand: the main one is the last of those outside."""

    outside: list
    more: list
    danger: list


@register.simple_tag
def arranged(acts):
    """The nearest of what does no harm outside, the rest of it under "more", and what does harm
    there too, last and apart.
    """
    danger = [act for act in acts if _get(act, "danger", False)]
    harmless = [act for act in acts if not _get(act, "danger", False)]
    # sorted keeps the order: the main one is among those outside wherever it stood
    nearest = sorted(harmless, key=lambda act: not _get(act, "primary", False))
    outside = sorted(nearest[:OUTSIDE], key=lambda act: bool(_get(act, "primary", False)))
    return Arranged(outside, nearest[OUTSIDE:], danger)


@register.simple_tag
def due_line(day, standing):
    """By when something is asked, and how it stands with that day."""
    by = _("by %(day)s") % {"day": words.datewords(day)}
    return _("%(by)s, %(words)s") % {"by": by, "words": standing} if standing else by


@register.simple_tag(takes_context=True)
def next_form(context, page):
    """The form of what comes next, where the face that draws the page has one to show."""
    draw = _get(context.get("shell") or {}, "draw_next", None)
    return draw(page) if draw else ""


# Trace strip, ruler, filters


@register.filter
def present_step(steps):
    return next((step for step in steps or [] if _get(step, "here", False)), None)


@register.filter
def step_before(steps):
    """The nearest step before the present one that has begun, or None."""
    steps = list(steps or [])
    here = next((at for at, step in enumerate(steps) if _get(step, "here", False)), None)
    if here is None:
        return None
    begun = [step for step in steps[:here] if _get(step, "url") and _get(step, "tone") != "none"]
    return begun[-1] if begun else None


@register.filter
def step_after(steps):
    """The nearest step after the present one that has begun, or None."""
    steps = list(steps or [])
    here = next((at for at, step in enumerate(steps) if _get(step, "here", False)), None)
    if here is None:
        return None
    return next(
        (step for step in steps[here + 1 :] if _get(step, "url") and _get(step, "tone") != "none"),
        None,
    )


@register.filter
def tone_icon(tone):
    return TONES[_tone(tone)]


@register.filter
def message_tone(tags):
    """The tone of a message of Django, by its tags."""
    tones = {"error": "over", "warning": "soon", "success": "done"}
    return next((tone for level, tone in tones.items() if level in tags), "going")


@register.filter
def message_icon(tags):
    tone = message_tone(tags)
    return "info-circle" if tone == "going" else TONES[tone]


def _day_label(day) -> str:
    date, kind, note = _get(day, "date", None), _get(day, "kind", "plain"), _get(day, "note")
    if kind == "today":
        return pgettext("day", "today")
    if kind == "rest":
        return str(note) or pgettext("rest day", "off")
    if not isinstance(date, dt.date):
        return ""
    if kind == "work":
        return pgettext("make-up workday", "%(weekday)s works") % {
            "weekday": words.short_weekday(date)
        }
    return words.short_weekday(date)


@register.inclusion_tag("ui/ruler.html")
def ruler(days, label=""):
    """The days up to a deadline, one by one: rest days fade, make-up workdays are marked, counted
    days numbered.
    """
    rows = []
    for day in days or []:
        date, nth = _get(day, "date", None), _get(day, "nth", None)
        rows.append(
            {
                "date": date,
                "number": date.day if isinstance(date, dt.date) else "",
                "spoken": words.datewords(date),
                "kind": _get(day, "kind", "plain"),
                "label": _get(day, "label") or _day_label(day),
                "nth": words.day_ordinal(nth) if nth else "",
                "marks": _get(day, "marks", []),
                "url": _get(day, "url"),
            }
        )
    return {
        "days": rows,
        "label": label or _("The days, one by one"),
        "has_nth": any(row["nth"] for row in rows),
        "has_marks": any(row["marks"] for row in rows),
    }


@register.inclusion_tag("ui/hidden_inputs.html", takes_context=True)
def keep_query(context, form=None):
    """The address's other choices as hidden inputs, so that a GET form does not lose them."""
    request = context.get("request")
    own = set(form.fields) if form is not None and hasattr(form, "fields") else set()
    own |= {"after", "before", "page", "export"}
    pairs = []
    for key, values in request.GET.lists() if request is not None else ():
        if key not in own:
            pairs += [(key, value) for value in values]
    return {"pairs": pairs}


# Forms


@register.simple_tag
def arrange(form, page):
    """A form's visible fields in the order of the page: loose ones, groups, those kept aside."""
    aside_names = _get(page, "aside", None)
    aside_names = ASIDE if aside_names in (None, "") else aside_names
    groups = _get(page, "groups", []) or []
    grouped = set(chain.from_iterable(_get(group, "fields", []) for group in groups))
    visible = list(form.visible_fields()) if hasattr(form, "visible_fields") else []
    aside = [bound for bound in visible if bound.name in aside_names and bound.name not in grouped]
    return {
        "loose": [bound for bound in visible if bound.name not in grouped and bound not in aside],
        "groups": [
            {
                "title": _get(group, "title"),
                "help": _get(group, "help"),
                "fields": [form[name] for name in _get(group, "fields", []) if name in form.fields],
            }
            for group in groups
        ],
        "aside": aside,
        "aside_open": any(bound.errors or bound.value() for bound in aside),
    }


@register.simple_tag
def form_errors(form):
    """Every error of a form with the id of its field, for the summary on top."""
    if not getattr(form, "is_bound", False):
        return []
    errors = [{"id": "", "label": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        for text in bound.errors:
            target = (
                bound.auto_id
                if kind_of(bound.field.widget) not in ("radio", "checks")
                else f"{bound.auto_id}_0"
            )
            errors.append(
                {"id": "" if bound.is_hidden else target, "label": bound.label, "text": text}
            )
    return errors


@register.simple_tag
def downloads(url, title, kinds):
    """The files of a paper, one link for each kind."""
    return format_html_join(
        " · ",
        '<a class="zx-link" href="{}?format={}" download aria-label="{} {}">{}</a>',
        ((url, kind, title, kind, kind) for kind in kinds),
    )


@register.filter
def share_of(number, most):
    """`number` of `most` as 0 to 100 with one decimal, for the width of a bar."""
    return round(100 * float(number or 0) / float(most), 1) if most else 0


@register.filter
def largest(rows, name="number"):
    return max([_get(row, name, 0) for row in rows or []] or [0])
