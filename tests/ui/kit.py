"""Sample values for the kit page (`ui/kit.html`): every component once, in the language that is
active.

They are samples, not messages: they stand here in both languages and never enter a catalogue.
"""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import get_language

from zhixing.ui.words import choice


def _bilingual(chinese: str, english: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english


def _form(data=None) -> forms.Form:
    class Sample(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="k1", required=False)
        title = forms.CharField(
            label=_bilingual("一句话", "One sentence"),
            help_text=_bilingual("别人一看就懂。", "So that anyone understands it."),
            max_length=60,
        )
        text = forms.CharField(
            label=_bilingual("说清楚", "In full"),
            widget=forms.Textarea,
            help_text=_bilingual("写多少都行，框会跟着长高。", "As long as needed; the box grows."),
        )
        due = forms.DateField(label=_bilingual("到哪一天", "By which day"), widget=forms.DateInput)
        number = forms.IntegerField(label=_bilingual("几个人", "How many people"), required=False)
        unit = forms.ChoiceField(
            label=_bilingual("哪个单位", "Which unit"),
            choices=[
                ("", "–"),
                ("a", _bilingual("甲镇", "Alder")),
                ("b", _bilingual("乙镇", "Birch")),
            ],
        )
        way = forms.ChoiceField(
            label=_bilingual("怎么办", "Which way"),
            widget=forms.RadioSelect,
            choices=[
                (
                    "good",
                    choice(
                        _bilingual("只要好的", "Only the good ones"),
                        _bilingual("其余列成清单", "the rest in a list"),
                    ),
                ),
                (
                    "none",
                    choice(
                        _bilingual("全部退回", "Send all back"),
                        _bilingual("改好再来", "to be mended first"),
                    ),
                ),
            ],
        )
        tap = forms.ChoiceField(
            label=_bilingual("到了没有", "Present?"),
            widget=forms.RadioSelect(attrs={"class": "is-tap"}),
            choices=[
                ("y", _bilingual("到", "Yes")),
                ("l", _bilingual("请假", "Leave")),
                ("n", _bilingual("缺", "No")),
            ],
        )
        many = forms.MultipleChoiceField(
            label=_bilingual("还有谁", "Who else"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[("1", _bilingual("甲", "Ash")), ("2", _bilingual("乙", "Beech"))],
        )
        sure = forms.BooleanField(
            label=_bilingual("我看过原件", "I have seen the paper"),
            help_text=_bilingual("纸质件留在本单位。", "The paper stays here."),
        )
        paper = forms.FileField(label=_bilingual("附件", "File"), required=False)
        for_person = forms.CharField(label=_bilingual("谁定的", "Decided by"), required=False)
        basis = forms.CharField(
            label=_bilingual("凭什么", "On which basis"),
            required=False,
            help_text=_bilingual("如：手写意见，9月16日", "e.g. a note of 16 September"),
        )

    initial = {"way": "good", "tap": "y", "unit": "a", "many": ["1"]}
    return Sample(data, initial=initial)


def sample() -> dict:
    """The context of the kit page."""
    now = timezone.now()
    today = timezone.localdate()
    days = [today + dt.timedelta(days=n) for n in range(8)]
    ruler, nth = [], 0
    for at, day in enumerate(days):
        rest, work = day.weekday() == 5, day.weekday() == 6
        counted = not rest and 0 < at < 7
        nth += counted
        kinds = {"today": at == 0, "rest": rest, "due": at == 6, "work": work, "plain": True}
        kind = next(name for name, holds in kinds.items() if holds)
        ruler.append({"date": day, "kind": kind, "nth": nth if counted else None})
    labels = [
        _bilingual(zh, en)
        for zh, en in (
            ("甲", "First"),
            ("乙", "Second"),
            ("丙", "Third"),
            ("丁", "Fourth"),
            ("戊", "Fifth"),
            ("己", "Sixth"),
            ("庚", "Seventh"),
            ("辛", "Eighth"),
            ("壬", "Ninth"),
        )
    ]
    tones = ["done"] * 5 + ["going", "going", "none", "none"]
    trace = [
        {
            "key": str(n),
            "label": label,
            "note": _bilingual("两行以内的话", "a few words"),
            "url": f"#{n}",
            "tone": tones[n],
            "here": n == 5,
        }
        for n, label in enumerate(labels)
    ]
    return {
        "trace": trace,
        "five": [
            {**step, "here": n == 4, "tone": "done" if n < 4 else "none"}
            for n, step in enumerate(trace[:5])
        ],
        "parts": [
            {"label": _bilingual("第一段", "Part one"), "span": 4},
            {"label": _bilingual("第二段", "Part two"), "span": 1},
            {"label": _bilingual("第三段", "Part three"), "span": 2},
            {"label": _bilingual("第四段", "Part four"), "span": 2},
        ],
        "page": {
            "title": _bilingual("所有的部件", "Every component"),
            "code": "XX-26-7K3QF",
            "state_word": _bilingual("正在办", "Under way"),
            "tone": "going",
            "lead": _bilingual(
                "一页看完：颜色、话、状态、表、表单。",
                "On one page: colours, words, states, tables, forms.",
            ),
            "crumbs": [
                {"label": _bilingual("首页", "Home"), "url": "#"},
                {"label": _bilingual("部件", "Components"), "url": ""},
            ],
            "acts": [
                {"label": _bilingual("再等等", "Wait"), "url": "#", "primary": False},
                {"label": _bilingual("作废", "Void"), "url": "#", "danger": True},
                {"label": _bilingual("办成", "Finish"), "url": "#", "primary": True},
            ],
            "button": _bilingual("交给 12 个人", "Hand it to 12 people"),
            "cancel_url": "#",
            "draft": {"url": "/i18n/none/", "kept_at": now},
            "refused": "",
            "stale": [
                {
                    "label": _bilingual("说清楚", "In full"),
                    "yours": _bilingual("您写的一段话。", "The text you wrote."),
                    "now": _bilingual("别人刚写的一段话。", "The text somebody else wrote."),
                }
            ],
        },
        "states": [
            ("done", _bilingual("办完", "Done")),
            ("going", _bilingual("正在办", "Under way")),
            ("soon", _bilingual("快到期", "Due soon")),
            ("over", _bilingual("超期", "Overdue")),
            ("none", _bilingual("没开始", "Not started")),
        ],
        "due": {
            "sentence": _bilingual("还有 5 个工作日", "5 working days left"),
            "note": _bilingual("周日调休上班。", "Sunday counts as a working day."),
            "days": ruler,
            "ledger": [
                {
                    "label": _bilingual("收下", "Accept"),
                    "when": _bilingual("第 2 天前", "by day 2"),
                    "why": _bilingual("交来后 2 个工作日", "2 working days after hand-over"),
                    "done": _bilingual("第 1 天", "on day 1"),
                    "word": _bilingual("早 1 天", "1 day early"),
                    "tone": "done",
                },
                {
                    "label": _bilingual("办完", "Finish"),
                    "when": _bilingual("第 5 天前", "by day 5"),
                    "why": "",
                    "done": "",
                    "word": _bilingual("还有 5 天", "5 days left"),
                    "tone": "going",
                },
            ],
        },
        "facts": [
            {"label": _bilingual("来处", "From"), "value": "XX-26-M4T8Z", "url": "#"},
            {"label": _bilingual("单位", "Unit"), "value": _bilingual("甲镇", "Alder")},
            {
                "label": _bilingual("说明", "Note"),
                "value": _bilingual(
                    "一段长一些的话，占满一行。", "A longer text, over the whole line."
                ),
                "wide": True,
            },
        ],
        "lines": [
            {
                "title": _bilingual("第一件", "First thing"),
                "url": "#",
                "note": "XX-26-R2X9D",
                "word": _bilingual("办完", "Done"),
                "tone": "done",
            },
            {
                "title": _bilingual("第二件", "Second thing"),
                "url": "#",
                "note": "XX-26-H6P3W",
                "word": _bilingual("没开始", "Not started"),
                "tone": "none",
            },
        ],
        "todo": [
            {
                "date": today - dt.timedelta(days=1),
                "icon": "eye-check",
                "title": _bilingual("看一份要求", "Look at a demand"),
                "url": "#",
                "words": _bilingual("已超期 1 个工作日", "1 working day overdue"),
                "tone": "over",
                "source": _bilingual("甲镇送来", "from Alder"),
                "label": _bilingual("签收", "Accept"),
                "primary": True,
            },
            {
                "date": today,
                "icon": "notebook",
                "title": _bilingual("补一份记录", "Complete a record"),
                "url": "#",
                "words": _bilingual("今天到期", "due today"),
                "tone": "soon",
                "source": "",
                "label": _bilingual("补记", "Complete"),
            },
            {
                "date": today + dt.timedelta(days=40),
                "icon": "walk",
                "title": _bilingual("写一条进展", "Write how it goes"),
                "url": "#",
                "words": _bilingual("还有 28 个工作日", "28 working days left"),
                "tone": "going",
                "source": "",
                "label": _bilingual("写进展", "Write"),
            },
        ],
        "wait": [
            {
                "title": _bilingual("甲镇 答复", "Alder answers"),
                "url": "#",
                "note": _bilingual("还有 2 个工作日", "2 working days left"),
                "word": _bilingual("今天", "today"),
                "tone": "soon",
            }
        ],
        "news": [
            {"at": now, "sentence": _bilingual("收到一份报告", "A report came in"), "url": "#"},
            {
                "at": now - dt.timedelta(days=1),
                "sentence": _bilingual("办完一件事", "One thing was done"),
                "url": "",
            },
        ],
        "tally": [
            {
                "icon": "plus",
                "label": _bilingual("新增", "New"),
                "number": 309,
                "note": _bilingual("行", "rows"),
                "url": "#",
            },
            {
                "icon": "pencil",
                "label": _bilingual("改动", "Changed"),
                "number": 4,
                "note": _bilingual("行", "rows"),
                "url": "#",
            },
            {
                "icon": "equal",
                "label": _bilingual("不变", "Same"),
                "number": 12,
                "note": _bilingual("行", "rows"),
                "url": "",
            },
            {
                "icon": "ban",
                "label": _bilingual("不要", "Left out"),
                "number": 3,
                "note": _bilingual("行", "rows"),
                "url": "#",
                "tone": "over",
            },
        ],
        "rates": [
            {
                "label": _bilingual("按时", "On time"),
                "note": _bilingual("含批准的延期", "with agreed extensions"),
                "num": 318,
                "den": 352,
                "url": "#",
            },
            {
                "label": _bilingual("真办成", "Really done"),
                "note": "",
                "num": 7,
                "den": 8,
                "url": "#",
            },
            {
                "label": _bilingual("还没有数", "Nothing yet"),
                "note": "",
                "num": 0,
                "den": 0,
                "url": "",
            },
        ],
        "checks": [
            {
                "sentence": _bilingual("有一条没到", "One is missing"),
                "basis": _bilingual("第 1 版", "version 1"),
                "basis_url": "#",
                "tone": "soon",
            },
            {"sentence": _bilingual("都在", "All there"), "basis": "", "tone": "done"},
        ],
        "bars": {
            "caption": _bilingual("走到哪一步", "How far"),
            "unit": _bilingual("条", "threads"),
            "rows": [
                {"label": labels[n], "number": number, "url": "#"}
                for n, number in enumerate((238, 226, 151, 66, 0))
            ],
        },
        "timeline": {
            "entries": [
                {
                    "at": now,
                    "who": _bilingual("张三", "Ash"),
                    "for_whom": "",
                    "sentence": _bilingual("写了进展", "wrote how it goes"),
                    "quote": _bilingual(
                        "第一处已经好了。\n第二处这周做完。",
                        "The first place is mended.\nThe second follows this week.",
                    ),
                    "key": True,
                },
                {
                    "at": now,
                    "who": _bilingual("李四", "Beech"),
                    "for_whom": _bilingual("王五", "Cedar"),
                    "sentence": _bilingual("同意延期", "agreed to more time"),
                    "quote": "",
                    "url": "#",
                },
                {
                    "at": now,
                    "who": _bilingual("赵六", "Dogwood"),
                    "sentence": _bilingual("想自己验自己的", "wanted to check the own work"),
                    "refused": True,
                },
            ]
        },
        "rows": [
            {
                "code": f"XX-26-{tail}",
                "url": "#",
                "title": title,
                "unit": unit,
                "word": word,
                "tone": tone,
                "due": due,
                "due_tone": due_tone,
                "note": note,
            }
            for tail, title, unit, word, tone, due, due_tone, note in (
                (
                    "3DM8W",
                    _bilingual(
                        "一件名字比较长的事，长到在手机上要折成两行",
                        "A thing with a rather long name, so long that a phone needs two lines",
                    ),
                    _bilingual("甲镇", "Alder"),
                    _bilingual("正在办", "Under way"),
                    "going",
                    _bilingual("超期 3 天", "3 days overdue"),
                    "over",
                    _bilingual("9月15日到期", "due 15 September"),
                ),
                (
                    "Q94TZ",
                    _bilingual("另一件事", "Another thing"),
                    _bilingual("乙镇", "Birch"),
                    _bilingual("没开始", "Not started"),
                    "none",
                    _bilingual("还有 3 天", "3 days left"),
                    "going",
                    _bilingual("22日 星期二", "Tuesday 22"),
                ),
                (
                    "8HN5B",
                    _bilingual("第三件事", "A third thing"),
                    _bilingual("丙镇", "Cherry"),
                    _bilingual("办完", "Done"),
                    "done",
                    "",
                    "none",
                    "",
                ),
            )
        ],
        "pager": {"first": 1, "last": 3, "total": 37, "prev_url": "", "next_url": "#"},
        "empty": {
            "icon": "walk",
            "sentence": _bilingual("还没有东西", "Nothing here yet"),
            "what": _bilingual(
                "第一件由谁来、怎么来，写在这里。", "Where the first one comes from is said here."
            ),
            "label": _bilingual("登记一件", "Enter one"),
            "url": "#",
        },
        "saved": {"at": now, "receipt": "7QK4", "here": False},
        "here": {"here": True},
        "form": _form(),
        "wrong": _form({"way": "", "due": "31.2.", "key": "k1"}),
        "text": _bilingual(
            "第一段。\n\n第二段，\n换一行。", "First paragraph.\n\nSecond,\nwith a new line."
        ),
    }
