"""Sample values for the kit page (`ui/kit.html`): every component once, in the language that is
active.

They are samples, not messages: they stand here in both languages and never enter a catalogue.
"""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import get_language

from zhixing.ui.words import choice


def _two(chinese: str, english: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english


def _form(data=None) -> forms.Form:
    class Sample(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="k1", required=False)
        title = forms.CharField(
            label=_two("一句话", "One sentence"),
            help_text=_two("别人一看就懂。", "So that anyone understands it."),
            max_length=60,
        )
        text = forms.CharField(
            label=_two("说清楚", "In full"),
            widget=forms.Textarea,
            help_text=_two("写多少都行，框会跟着长高。", "As long as needed; the box grows."),
        )
        due = forms.DateField(label=_two("到哪一天", "By which day"), widget=forms.DateInput)
        number = forms.IntegerField(label=_two("几个人", "How many people"), required=False)
        unit = forms.ChoiceField(
            label=_two("哪个单位", "Which unit"),
            choices=[("", "–"), ("a", _two("甲镇", "Alder")), ("b", _two("乙镇", "Birch"))],
        )
        way = forms.ChoiceField(
            label=_two("怎么办", "Which way"),
            widget=forms.RadioSelect,
            choices=[
                (
                    "good",
                    choice(
                        _two("只要好的", "Only the good ones"),
                        _two("其余列成清单", "the rest in a list"),
                    ),
                ),
                (
                    "none",
                    choice(
                        _two("全部退回", "Send all back"), _two("改好再来", "to be mended first")
                    ),
                ),
            ],
        )
        tap = forms.ChoiceField(
            label=_two("到了没有", "Present?"),
            widget=forms.RadioSelect(attrs={"class": "is-tap"}),
            choices=[
                ("y", _two("到", "Yes")),
                ("l", _two("请假", "Leave")),
                ("n", _two("缺", "No")),
            ],
        )
        many = forms.MultipleChoiceField(
            label=_two("还有谁", "Who else"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[("1", _two("甲", "Ash")), ("2", _two("乙", "Beech"))],
        )
        sure = forms.BooleanField(
            label=_two("我看过原件", "I have seen the paper"),
            help_text=_two("纸质件留在本单位。", "The paper stays here."),
        )
        paper = forms.FileField(label=_two("附件", "File"), required=False)
        for_person = forms.CharField(label=_two("谁定的", "Decided by"), required=False)
        basis = forms.CharField(
            label=_two("凭什么", "On which basis"),
            required=False,
            help_text=_two("如：手写意见，9月16日", "e.g. a note of 16 September"),
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
        _two(zh, en)
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
            "note": _two("两行以内的话", "a few words"),
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
            {"label": _two("第一段", "Part one"), "span": 4},
            {"label": _two("第二段", "Part two"), "span": 1},
            {"label": _two("第三段", "Part three"), "span": 2},
            {"label": _two("第四段", "Part four"), "span": 2},
        ],
        "page": {
            "title": _two("所有的部件", "Every component"),
            "code": "XX-26-7K3QF",
            "state_word": _two("正在办", "Under way"),
            "tone": "going",
            "lead": _two(
                "一页看完：颜色、话、状态、表、表单。",
                "On one page: colours, words, states, tables, forms.",
            ),
            "crumbs": [
                {"label": _two("首页", "Home"), "url": "#"},
                {"label": _two("部件", "Components"), "url": ""},
            ],
            "acts": [
                {"label": _two("再等等", "Wait"), "url": "#", "primary": False},
                {"label": _two("作废", "Void"), "url": "#", "danger": True},
                {"label": _two("办成", "Finish"), "url": "#", "primary": True},
            ],
            "button": _two("交给 12 个人", "Hand it to 12 people"),
            "cancel_url": "#",
            "draft": {"url": "/i18n/none/", "kept_at": now},
            "refused": "",
            "stale": [
                {
                    "label": _two("说清楚", "In full"),
                    "yours": _two("您写的一段话。", "The text you wrote."),
                    "now": _two("别人刚写的一段话。", "The text somebody else wrote."),
                }
            ],
        },
        "states": [
            ("done", _two("办完", "Done")),
            ("going", _two("正在办", "Under way")),
            ("soon", _two("快到期", "Due soon")),
            ("over", _two("超期", "Overdue")),
            ("none", _two("没开始", "Not started")),
        ],
        "due": {
            "sentence": _two("还有 5 个工作日", "5 working days left"),
            "note": _two("周日调休上班。", "Sunday counts as a working day."),
            "days": ruler,
            "ledger": [
                {
                    "label": _two("收下", "Accept"),
                    "when": _two("第 2 天前", "by day 2"),
                    "why": _two("交来后 2 个工作日", "2 working days after hand-over"),
                    "done": _two("第 1 天", "on day 1"),
                    "word": _two("早 1 天", "1 day early"),
                    "tone": "done",
                },
                {
                    "label": _two("办完", "Finish"),
                    "when": _two("第 5 天前", "by day 5"),
                    "why": "",
                    "done": "",
                    "word": _two("还有 5 天", "5 days left"),
                    "tone": "going",
                },
            ],
        },
        "facts": [
            {"label": _two("来处", "From"), "value": "XX-26-M4T8Z", "url": "#"},
            {"label": _two("单位", "Unit"), "value": _two("甲镇", "Alder")},
            {
                "label": _two("说明", "Note"),
                "value": _two("一段长一些的话，占满一行。", "A longer text, over the whole line."),
                "wide": True,
            },
        ],
        "lines": [
            {
                "title": _two("第一件", "First thing"),
                "url": "#",
                "note": "XX-26-R2X9D",
                "word": _two("办完", "Done"),
                "tone": "done",
            },
            {
                "title": _two("第二件", "Second thing"),
                "url": "#",
                "note": "XX-26-H6P3W",
                "word": _two("没开始", "Not started"),
                "tone": "none",
            },
        ],
        "todo": [
            {
                "date": today - dt.timedelta(days=1),
                "icon": "eye-check",
                "title": _two("看一份要求", "Look at a demand"),
                "url": "#",
                "words": _two("已超期 1 个工作日", "1 working day overdue"),
                "tone": "over",
                "source": _two("甲镇送来", "from Alder"),
                "label": _two("签收", "Accept"),
                "primary": True,
            },
            {
                "date": today,
                "icon": "notebook",
                "title": _two("补一份记录", "Complete a record"),
                "url": "#",
                "words": _two("今天到期", "due today"),
                "tone": "soon",
                "source": "",
                "label": _two("补记", "Complete"),
            },
            {
                "date": today + dt.timedelta(days=40),
                "icon": "walk",
                "title": _two("写一条进展", "Write how it goes"),
                "url": "#",
                "words": _two("还有 28 个工作日", "28 working days left"),
                "tone": "going",
                "source": "",
                "label": _two("写进展", "Write"),
            },
        ],
        "wait": [
            {
                "title": _two("甲镇 答复", "Alder answers"),
                "url": "#",
                "note": _two("还有 2 个工作日", "2 working days left"),
                "word": _two("今天", "today"),
                "tone": "soon",
            }
        ],
        "news": [
            {"at": now, "sentence": _two("收到一份报告", "A report came in"), "url": "#"},
            {
                "at": now - dt.timedelta(days=1),
                "sentence": _two("办完一件事", "One thing was done"),
                "url": "",
            },
        ],
        "tally": [
            {
                "icon": "plus",
                "label": _two("新增", "New"),
                "number": 309,
                "note": _two("行", "rows"),
                "url": "#",
            },
            {
                "icon": "pencil",
                "label": _two("改动", "Changed"),
                "number": 4,
                "note": _two("行", "rows"),
                "url": "#",
            },
            {
                "icon": "equal",
                "label": _two("不变", "Same"),
                "number": 12,
                "note": _two("行", "rows"),
                "url": "",
            },
            {
                "icon": "ban",
                "label": _two("不要", "Left out"),
                "number": 3,
                "note": _two("行", "rows"),
                "url": "#",
                "tone": "over",
            },
        ],
        "rates": [
            {
                "label": _two("按时", "On time"),
                "note": _two("含批准的延期", "with agreed extensions"),
                "num": 318,
                "den": 352,
                "url": "#",
            },
            {"label": _two("真办成", "Really done"), "note": "", "num": 7, "den": 8, "url": "#"},
            {"label": _two("还没有数", "Nothing yet"), "note": "", "num": 0, "den": 0, "url": ""},
        ],
        "checks": [
            {
                "sentence": _two("有一条没到", "One is missing"),
                "basis": _two("第 1 版", "version 1"),
                "basis_url": "#",
                "tone": "soon",
            },
            {"sentence": _two("都在", "All there"), "basis": "", "tone": "done"},
        ],
        "bars": {
            "caption": _two("走到哪一步", "How far"),
            "unit": _two("条", "threads"),
            "rows": [
                {"label": labels[n], "number": number, "url": "#"}
                for n, number in enumerate((238, 226, 151, 66, 0))
            ],
        },
        "timeline": [
            {
                "at": now,
                "who": _two("张三", "Ash"),
                "for_whom": "",
                "sentence": _two("写了进展", "wrote how it goes"),
                "quote": _two(
                    "第一处已经好了。\n第二处这周做完。",
                    "The first place is mended.\nThe second follows this week.",
                ),
                "key": True,
            },
            {
                "at": now,
                "who": _two("李四", "Beech"),
                "for_whom": _two("王五", "Cedar"),
                "sentence": _two("同意延期", "agreed to more time"),
                "quote": "",
                "url": "#",
            },
            {
                "at": now,
                "who": _two("赵六", "Dogwood"),
                "sentence": _two("想自己验自己的", "wanted to check the own work"),
                "refused": True,
            },
        ],
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
                    _two(
                        "一件名字比较长的事，长到在手机上要折成两行",
                        "A thing with a rather long name, so long that a phone needs two lines",
                    ),
                    _two("甲镇", "Alder"),
                    _two("正在办", "Under way"),
                    "going",
                    _two("超期 3 天", "3 days overdue"),
                    "over",
                    _two("9月15日到期", "due 15 September"),
                ),
                (
                    "Q94TZ",
                    _two("另一件事", "Another thing"),
                    _two("乙镇", "Birch"),
                    _two("没开始", "Not started"),
                    "none",
                    _two("还有 3 天", "3 days left"),
                    "going",
                    _two("22日 星期二", "Tuesday 22"),
                ),
                (
                    "8HN5B",
                    _two("第三件事", "A third thing"),
                    _two("丙镇", "Cherry"),
                    _two("办完", "Done"),
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
            "sentence": _two("还没有东西", "Nothing here yet"),
            "what": _two(
                "第一件由谁来、怎么来，写在这里。", "Where the first one comes from is said here."
            ),
            "label": _two("登记一件", "Enter one"),
            "url": "#",
        },
        "saved": {"at": now, "receipt": "7QK4", "here": False},
        "here": {"here": True},
        "form": _form(),
        "wrong": _form({"way": "", "due": "31.2.", "key": "k1"}),
        "text": _two(
            "第一段。\n\n第二段，\n换一行。", "First paragraph.\n\nSecond,\nwith a new line."
        ),
    }
