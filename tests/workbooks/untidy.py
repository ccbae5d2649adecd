"""Workbooks as they really come, each with a disorder of its own; people and places are invented.

``python -m tests.workbooks.untidy FOLDER`` writes them out, to be looked at or to be tried in the
product.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable
from pathlib import Path

import odfdo
import xlsxwriter
import xlwt

MADE: dict[str, tuple[str, Callable[[], bytes]]] = {}  # name of the file -> (what, how)


def made(name: str, what: str) -> Callable:
    def keep(how: Callable[[], bytes]) -> Callable[[], bytes]:
        MADE[name] = (what, how)
        return how

    return keep


def xlsx(*sheets: tuple[str, list[list[object]]], after: Callable | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(
                        line,
                        at,
                        dt.datetime(cell.year, cell.month, cell.day),
                        book.add_format({"num_format": "yyyy/m/d"}),
                    )
                elif cell not in ("", None):
                    page.write(line, at, cell)
    if after:
        after(book)
    book.close()
    return out.getvalue()


def xls(rows: list[list[object]], merged: list[tuple[int, int, int, int, str]] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Sheet1", cell_overwrite_ok=True)
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            if isinstance(cell, dt.date):
                page.write(line, at, cell, xlwt.easyxf(num_format_str="yyyy-m-d"))
            elif cell != "":
                page.write(line, at, cell)
    for top, bottom, left, right, cell in merged:
        page.write_merge(top, bottom, left, right, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: list[list[object]], spans: list[tuple[int, int, int, int]] = ()) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    page = odfdo.Table("名单")
    page.set_values([[cell if cell != "" else None for cell in row] for row in rows])
    document.body.append(page)
    for span in spans:
        page.set_span(span)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- rosters: 城关镇 陈一 组长, 李二 学习秘书, 王三 成员; 县水利局 赵四 组长, 孙五 成员、学习秘书 --

PEOPLE = [
    ["城关镇", "陈一", "书记", "组长", "10000000001"],
    ["城关镇", "李二", "干事", "学习秘书", "10000000002"],
    ["城关镇", "王三", "镇长", "成员", "10000000003"],
    ["县水利局", "赵四", "局长", "组长", "10000000004"],
    ["县水利局", "孙五", "科长", "成员、学习秘书", "10000000005"],
]


@made(
    "01-merged.ods",
    "LibreOffice: units merged downwards, a title, an empty row, a total and a signature",
)
def merged_ods() -> bytes:
    rows = [
        ["中心组成员名单", "", "", "", ""],
        ["", "", "", "", ""],
        ["单位", "姓名", "职务", "身份", "电话"],
        *map(list, PEOPLE),
        ["合计", "5", "", "", ""],
        ["填表人：李二", "", "审核人：陈一", "", ""],
    ]
    rows[4][0] = rows[5][0] = rows[7][0] = ""
    return ods(rows, [(0, 3, 0, 5), (0, 6, 0, 7)])


@made("02-wps.csv", "csv in GB18030, semicolons, telephones with an apostrophe")
def wps_csv() -> bytes:
    return (
        "单位;姓名;职务;身份;电话\r\n"
        + "".join(";".join([*row[:4], "'" + row[4]]) + "\r\n" for row in PEOPLE)
    ).encode("gb18030")


@made("03-unicode-text.txt", "Excel's “Unicode text”: UTF-16, tabs, quotes")
def unicode_text() -> bytes:
    return b"\xff\xfe" + (
        "单位\t姓名\t职务\t身份\t电话\r\n"
        + "".join(
            "\t".join(f'"{cell}"' if "、" in cell else cell for cell in row) + "\r\n"
            for row in PEOPLE
        )
    ).encode("utf-16-le")


@made("04-old.xls", "Excel 97: telephones as numbers, units merged, heading in row 4")
def old_xls() -> bytes:
    rows = [
        ["附件1"],
        ["青禾县中心组名单"],
        [""],
        ["序号", "单位名称", "姓名", "现任职务", "中心组身份", "联系电话"],
        *([at, *row[:4], int(row[4])] for at, row in enumerate(PEOPLE, 1)),
    ]
    return xls(
        rows, [(4, 6, 1, 1, "城关镇"), (7, 8, 1, 1, "县水利局"), (1, 1, 0, 5, "青禾县中心组名单")]
    )


@made("05-two-up.xlsx", "two tables beside each other to save paper")
def two_up() -> bytes:
    head = ["单位", "姓名", "身份", "电话"]
    short = [[row[0], row[1], row[3], row[4]] for row in PEOPLE]
    return xlsx(
        (
            "名单",
            [
                ["名单（两栏）"],
                [*head, "", *head],
                *(
                    [*short[at], "", *(short[at + 3] if at + 3 < 5 else ["", "", "", ""])]
                    for at in range(3)
                ),
            ],
        )
    )


@made(
    "06-blocks.xlsx",
    "a table for each unit below each other, each with headings in another order and a subtotal",
)
def blocks() -> bytes:
    return xlsx(
        (
            "全县",
            [
                ["城关镇"],
                ["单位", "姓名", "职务", "身份", "电话"],
                *PEOPLE[:3],
                ["小计：3人"],
                [""],
                ["县水利局"],
                ["姓名", "手机号码", "中心组职务", "所在单位", "职务职级"],
                *([row[1], row[4], row[3], row[0], row[2]] for row in PEOPLE[3:]),
                ["小计：2人"],
                ["注：以上人员名单以组织部门备案为准"],
            ],
        )
    )


@made(
    "07-traditional.xlsx",
    "traditional signs, stars, remarks in brackets and line breaks in the headings; roles with"
    " blanks",
)
def traditional() -> bytes:
    return xlsx(
        (
            "名單",
            [
                ["＊單 位（全稱）", "姓　名*", "職\n務", "中心組身份（必填）：", "聯繫電話(手機)"],
                *(
                    [
                        row[0],
                        row[1],
                        row[2],
                        {
                            "组长": "組 長",
                            "学习秘书": "學習秘書",
                            "成员": "成 員",
                            "成员、学习秘书": "成員，學習秘書",
                        }[row[3]],
                        row[4],
                    ]
                    for row in PEOPLE
                ),
            ],
        )
    )


@made(
    "08-from-pdf.xlsx",
    "copied out of a PDF: radicals instead of signs, no-break spaces, full-width digits",
)
def from_pdf() -> bytes:
    return xlsx(
        (
            "名单",
            [
                ["单位", "姓名", "职务", "⾝份", "电话"],
                *(
                    [
                        row[0].replace("水", "⽔").replace("关", "关\xa0"),
                        f"\u3000{row[1]}\xa0",
                        row[2],
                        row[3].replace("长", "⻓"),
                        row[4].translate(str.maketrans("0123456789", "０１２３４５６７８９")),
                    ]
                    for row in PEOPLE
                ),
            ],
        )
    )


@made(
    "09-far-out.xlsx",
    "the table begins in D12; columns nobody asked for between; a chart sheet, an empty and a"
    " hidden one",
)
def far_out() -> bytes:
    rows = (
        [[""]] * 11
        + [["", "", "", "民族", "身份", "", "姓名", "照片", "电话", "单位", "职务"]]
        + [["", "", "", "汉", row[3], "", row[1], "", row[4], row[0], row[2]] for row in PEOPLE]
    )

    def more(book):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("Sheet2")
        hidden = book.add_worksheet("旧名单")
        hidden.write_row(0, 0, ["单位", "姓名", "身份"])
        hidden.write_row(1, 0, ["旧单位", "旧人", "组长"])
        hidden.hide()

    return xlsx(("名单", rows), after=more)


@made("10-formulas.xlsx", "unit and telephone come from formulas; one formula has an error")
def formulas() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("名单")
    page.write_row(0, 0, ["单位", "姓名", "职务", "身份", "电话"])
    for line, row in enumerate(PEOPLE, 1):
        page.write_formula(line, 0, f'="{row[0]}"', value=row[0])
        page.write_row(line, 1, row[1:4])
        page.write_formula(
            line,
            4,
            "=1/0" if line == 5 else f"={row[4]}",
            value="#DIV/0!" if line == 5 else int(row[4]),
        )
    book.close()
    return out.getvalue()


@made(
    "11-pasted.tsv", "copied from a web page: tabs, a line break inside a cell, blanks at the ends"
)
def from_the_web() -> bytes:
    return (
        "单位\t姓名\t职务\t身份\t电话\n"
        + "".join(
            f'{row[0]} \t {row[1]}\t"{row[2]}\n（兼）"\t{row[3]}\t{row[4]}\n' for row in PEOPLE
        )
    ).encode()


@made("12-english.xlsx", "filled in with the English template")
def english() -> bytes:
    return xlsx(("Roster", [["Unit", "Name", "Post", "Role", "Telephone"], *PEOPLE]))


# -- ledgers ---------------------------------------------------------------------------------------

LEDGER_HEAD = [
    "序号",
    "问题来源",
    "具体问题",
    "类别",
    "责任单位",
    "责任人",
    "完成时限",
    "整改进展",
    "是否销号",
]


def problem(
    nth: int, due: object, progress: str = "正在推进", struck: str = "否", unit: str = "县水利局"
) -> list[object]:
    return [nth, "群众反映", f"第{nth}处水渠漏水", "个性", unit, "赵四", due, progress, struck]


@made("13-days.xlsx", "a deadline in every writing, and three that are no day")
def days() -> bytes:
    writings = [
        dt.date(2026, 9, 30),
        46295,
        "46295",
        "2026-9-30",
        "2026.9.30",
        "2026/9/30",
        "20260930",
        "2026年9月30日前",
        "二〇二六年九月三十日",
        "９月底前",
        "第三季度末",
        "30/9/2026",
        "Sep 30, 2026",
        "2026-09-30 00:00:00",
        "2026年9月30日（星期三）",
    ]
    return xlsx(
        (
            "台账",
            [
                LEDGER_HEAD,
                *(
                    problem(at, due)
                    for at, due in enumerate([*writings, 60, "2026年2月30日", "9/3/2026"], 1)
                ),
                ["", "合计：18条"],
            ],
        )
    )


@made(
    "14-two-rows-of-headings.xls",
    "headings over two rows, merged; marks √ ☑ × for struck off; progress with blanks",
)
def two_rows() -> bytes:
    rows = [
        ["问题整改台账"],
        ["序号", "问题来源", "具体问题", "类别", "责任", "", "完成时限", "整改", ""],
        ["", "", "", "", "责任单位", "责任人", "", "整改进展", "是否销号"],
        problem(1, "2026-09-30"),
        problem(2, "", "已完 成", "√"),
        problem(3, "立行立改", "未启动", "×"),
        problem(4, "长期坚持", "持续推进", ""),
        problem(5, "2026-10-31", "已完成", "☑"),
    ]
    return xls(
        rows,
        [(1, 2, at, at, rows[1][at]) for at in (0, 1, 2, 3, 6)]
        + [(1, 1, 4, 5, "责任"), (1, 1, 7, 8, "整改")],
    )


# -- plans -----------------------------------------------------------------------------------------


@made(
    "15-plan.csv",
    "months in Chinese numerals, neighbours with 、, quarters; utf-8 without BOM, full-width commas"
    " inside",
)
def plan_csv() -> bytes:
    rows = [
        ["月份", "专题", "学习材料", "牵头单位"],
        ["一月", "甲专题", "《文件一》；《文件二》", "县水利局"],
        ["三、四月", "乙专题", "", ""],
        ["三季度", "丙专题", "", ""],
        ["十月至十二月", "丁专题", "", ""],
        ["过年前", "戊专题", "", ""],
    ]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


# -- question banks --------------------------------------------------------------------------------


@made(
    "16-bank-one-cell.xlsx",
    "options in one cell by line, judgement with √ × T F 对 错, keys A、C and ＡＢＣ, Cyrillic"
    " letters",
)
def bank_one_cell() -> bytes:
    options = "A. 集体学习研讨\nB. 个人自学\nC. 专题调研\nD. 有偿培训"
    rows = [
        ["类型", "试题内容", "选项内容", "正确答案", "依据"],
        ["单项选择题", "下列不属于学习形式的是", options, "D", "《规则》第六条"],
        ["多项选择题", "下列属于学习形式的有", options, "A、B，C", "《规则》第六条"],
        ["多选题", "学习形式包括哪些", options, "ＡＢＣ", "《规则》第六条"],
        ["单选", "哪一项是有偿培训", options, "Ｄ", ""],
        ["多选", "前两项是", options, "АВ", ""],
        *(
            ["判断题", f"第{at}道判断题", "", key, ""]
            for at, key in enumerate(["√", "×", "T", "F", "对", "错", "正确", "TRUE"], 1)
        ),
        ["判断题", "选项写成两个的判断题", "A.对\nB.错", "B", ""],
        ["判断题", "看不懂答案的判断题", "", "半对", ""],
    ]
    return xlsx(("题库", rows))


@made(
    "17-bank-by-sheet.xls",
    "one sheet, no kind; question and options in one cell; a lone key column",
)
def bank_in_one() -> bytes:
    return xls(
        [
            ["一、选择题"],
            ["题目", "答案"],
            ["贮存的时间不得超过几天？\nA．1天\nB．2天\nC．3天", "B"],
            ["学习形式有哪些？\nA、集体学习\nB、个人自学\nC、专题调研", "ABC"],
            ["中心组每季度至少集体学习一次。", "对"],
            ["没有选项也没有对错的题", "见文件"],
        ]
    )


@made("18-bank-sheets.xlsx", "a sheet for each kind, named by it")
def bank_sheets() -> bytes:
    return xlsx(
        (
            "单选题",
            [
                ["题干", "A", "B", "C", "D", "标准答案"],
                ["保存几年？", "1", "2", "3", "5", "C"],
                ["有两个相同的选项", "1", "1", "3", "", "C"],
            ],
        ),
        (
            "多选题",
            [["题干", "A", "B", "C", "D", "标准答案"], ["哪些对？", "甲", "乙", "丙", "", "A;C"]],
        ),
        ("判断题", [["题干", "标准答案"], ["禁止买卖医疗废物。", "Y"]]),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file, (what, how) in MADE.items():
        (folder / file).write_bytes(how())
        print(f"{file}: {what}")
