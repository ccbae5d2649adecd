"""Draws the pictures of the demo county: ``python -m zhixing.demo.pictures.draw``. Flat shapes at
twice the size, scaled down, so that edges are smooth and the files small.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFilter

WIDE, HIGH, TWICE = 1200, 800, 2
Colour = str
Point = tuple[float, float]


class Sheet:
    """A sheet to draw on, in pixels of the finished picture."""

    def __init__(self, sky: tuple[Colour, Colour]) -> None:
        self.image = Image.new("RGB", (WIDE * TWICE, HIGH * TWICE))
        self.pen = ImageDraw.Draw(self.image)
        self.chance = random.Random(7)  # noqa: S311 - blades of grass, the same each time
        self._shade((0, 0, WIDE, HIGH // 2), sky)

    def _shade(self, box: tuple[int, int, int, int], colours: tuple[Colour, Colour]) -> None:
        left, top, right, bottom = (edge * TWICE for edge in box)
        first, last = (ImageColor.getrgb(colour) for colour in colours)
        for row in range(top, bottom):
            part = (row - top) / (bottom - top)
            mixed = [round(a + (b - a) * part) for a, b in zip(first, last, strict=True)]
            self.pen.line((left, row, right, row), fill=tuple(mixed))

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([(x * TWICE, y * TWICE) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        corners = (left * TWICE, top * TWICE, right * TWICE, bottom * TWICE)
        self.pen.rectangle(corners, fill=colour)

    def oval(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        corners = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
        self.pen.ellipse([edge * TWICE for edge in corners], fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self.pen.line(
            [(x * TWICE, y * TWICE) for x, y in points],
            fill=colour,
            width=round(width * TWICE),
            joint="curve",
        )

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        small.save(path, "JPEG", quality=76, optimize=True, progressive=True)

    def soften(self, left: int, top: int, right: int, bottom: int, by: float) -> None:
        """Blur a part of it, as water does."""
        corners = (left * TWICE, top * TWICE, right * TWICE, bottom * TWICE)
        part = self.image.crop(corners).filter(ImageFilter.GaussianBlur(by * TWICE))
        self.image.paste(part, corners)


def blob(x: float, y: float, wide: float, high: float, wave: float = 0.06) -> list[Point]:
    """A rounded outline that is no ellipse."""
    points = []
    for step in range(120):
        turn = step / 120 * math.tau
        grown = 1 + wave * math.sin(3 * turn + 0.6) + wave / 2 * math.sin(5 * turn)
        points.append(
            (x + wide / 2 * grown * math.cos(turn), y + high / 2 * grown * math.sin(turn))
        )
    return points


def hills(sheet: Sheet, far: Colour, near: Colour) -> None:
    for colour, base, height, pace in ((far, 330, 70, 0.0052), (near, 372, 46, 0.0083)):
        ridge = [
            (x, base - height * (0.5 + 0.5 * math.sin(x * pace + base))) for x in range(0, 1201, 8)
        ]
        sheet.shape([*ridge, (WIDE, 460), (0, 460)], colour)


def house(sheet: Sheet, x: float, y: float, width: float, open_windows: bool) -> None:
    """A farmhouse; its windows are shut, or open."""
    wall, roof, frame = "#d9c7ae", "#7b5a4a", "#8d7860"
    high = width * 0.42
    sheet.box(x, y - high, x + width, y, wall)
    sheet.shape(
        [
            (x - 16, y - high),
            (x + 26, y - high - 58),
            (x + width - 26, y - high - 58),
            (x + width + 16, y - high),
        ],
        roof,
    )
    sheet.box(x + width * 0.43, y - high * 0.62, x + width * 0.57, y, frame)
    for left in (0.12, 0.7):
        corner = x + width * left
        sheet.box(corner, y - high * 0.68, corner + 38, y - high * 0.26, frame)
        glass = "#5a6a70" if open_windows else "#b9c2c0"
        sheet.box(corner + 4, y - high * 0.65, corner + 34, y - high * 0.29, glass)
        if open_windows:
            sheet.shape(
                [
                    (corner, y - high * 0.68),
                    (corner - 20, y - high * 0.6),
                    (corner - 20, y - high * 0.22),
                    (corner, y - high * 0.26),
                ],
                "#cfe3e8",
            )


def school(sheet: Sheet, x: float, y: float, wall: Colour) -> None:
    """A low school behind its wall, with a flagpole."""
    sheet.box(x + 30, y - 150, x + 330, y - 40, "#e6ddcf")
    sheet.box(x + 20, y - 164, x + 340, y - 148, "#9a4a40")
    for at in range(5):
        sheet.box(x + 52 + at * 56, y - 124, x + 86 + at * 56, y - 84, "#8fa4ad")
    sheet.line([(x + 365, y - 190), (x + 365, y - 40)], "#8a8f92", 4)
    sheet.box(x + 367, y - 190, x + 404, y - 164, "#c23b36")
    sheet.box(x, y - 62, x + 430, y, wall)
    sheet.box(x, y - 68, x + 430, y - 60, "#b7a58a")


def willow(sheet: Sheet, x: float, y: float, size: float) -> None:
    trunk = "#6d5641"
    sheet.shape(
        [
            (x - size * 0.06, y),
            (x - size * 0.03, y - size * 0.6),
            (x + size * 0.03, y - size * 0.6),
            (x + size * 0.07, y),
        ],
        trunk,
    )
    for at, green in enumerate(("#5f9457", "#74a866", "#86b874")):
        for side in (-1, 0, 1):
            sheet.oval(
                x + side * size * (0.26 - 0.05 * at),
                y - size * (0.72 + 0.07 * at) - (0 if side else size * 0.12),
                size * (0.52 - 0.09 * at),
                size * (0.46 - 0.1 * at),
                green,
            )
    for strand in range(-5, 6):
        foot = x + strand * size * 0.085
        sheet.line(
            [(foot, y - size * 0.66), (foot + strand * 2, y - size * (0.26 + 0.04 * (strand % 3)))],
            "#6b9f5f",
            3,
        )


def grass(sheet: Sheet, box: tuple[int, int, int, int], colour: Colour, blades: int) -> None:
    left, top, right, bottom = box
    for _blade in range(blades):
        x, y = sheet.chance.uniform(left, right), sheet.chance.uniform(top, bottom)
        high = sheet.chance.uniform(8, 22)
        sheet.line([(x, y), (x + sheet.chance.uniform(-6, 6), y - high)], colour, 2)


def village(sheet: Sheet, ground: Colour, wall: Colour, open_windows: bool) -> None:
    """The place itself, the same in both pictures: hills, three houses on the left, the school."""
    sheet.box(0, 400, WIDE, HIGH, ground)
    for x, width in ((36, 190), (262, 170), (470, 160)):
        house(sheet, x, 440, width, open_windows)
    school(sheet, 740, 446, wall)


def pond_before() -> Sheet:
    """Black water, rubbish, two pipes that run into it, no fence."""
    sheet = Sheet(("#b9bdb8", "#d8d6cb"))
    hills(sheet, "#a3a99a", "#929985")
    village(sheet, "#8f8667", "#b9ab92", open_windows=False)
    grass(sheet, (0, 470, WIDE, 540), "#77724f", 160)
    sheet.shape(blob(590, 626, 1010, 262), "#6a5f47")
    sheet.shape(blob(590, 630, 950, 226), "#3d4234")
    sheet.shape(blob(500, 612, 560, 90, 0.1), "#4a5039")
    sheet.shape(blob(800, 664, 360, 60, 0.12), "#545a3c")
    for x, y, width in ((360, 655, 190), (700, 600, 150), (560, 690, 230)):
        sheet.shape(blob(x, y, width, 24, 0.16), "#5f6b3f")
    _pipe(sheet, 250, 500, 300, 566)
    _pipe(sheet, 905, 474, 872, 548)
    for x, y, colour in (
        (330, 600, "#d8d9d4"),
        (432, 690, "#a9c0cc"),
        (620, 655, "#dcd7cc"),
        (752, 700, "#c6a58b"),
        (858, 620, "#d5dada"),
        (520, 580, "#b8c7b0"),
        (690, 720, "#cfd2d4"),
    ):
        sheet.shape(blob(x, y, 34, 15, 0.2), colour)
        sheet.line([(x - 20, y + 8), (x + 20, y + 8)], "#2f3429", 2)
    grass(sheet, (40, 700, WIDE - 40, 790), "#6d6a45", 420)
    for x in (150, 1060):
        _dead_tree(sheet, x, 560)
    return sheet


def _pipe(sheet: Sheet, x: float, y: float, to_x: float, to_y: float) -> None:
    """A pipe with what runs out of it."""
    sheet.shape(
        [(x + 6, y + 12), (x + 34, y + 12), (to_x + 30, to_y), (to_x - 16, to_y)], "#565b45"
    )
    sheet.box(x - 30, y - 16, x + 34, y + 14, "#8a8d8b")
    sheet.oval(x + 34, y - 1, 22, 34, "#3a3d38")


def _dead_tree(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x, y), (x + 4, y - 150)], "#5c5144", 9)
    for lean, at in ((-44, 96), (38, 112), (-26, 134), (52, 70)):
        sheet.line([(x + 3, y - at + 26), (x + lean, y - at - 18)], "#5c5144", 5)


def pond_after() -> Sheet:
    """Clear water with a path around it, railing, benches, willows, a fence at the school."""
    sheet = Sheet(("#bcdcec", "#e8f2ee"))
    hills(sheet, "#9fc0a4", "#86ad86")
    village(sheet, "#a9c58a", "#e2d6c0", open_windows=True)
    _fence(sheet, 728, 1186, 470)
    sheet.shape(blob(590, 626, 1090, 292), "#d9cdb4")
    sheet.shape(blob(590, 628, 1010, 250), "#9aa78f")
    sheet.shape(blob(590, 632, 970, 226), "#6fb0c6")
    sheet.shape(blob(560, 612, 720, 132, 0.08), "#8cc5d6")
    sheet.soften(90, 510, 1090, 750, 3)
    for x, y, width in ((420, 650, 130), (700, 606, 110), (610, 690, 170), (850, 664, 90)):
        sheet.line([(x - width / 2, y), (x + width / 2, y)], "#c3e4ec", 4)
    for x, y in ((330, 640), (370, 662), (785, 690), (820, 676)):
        sheet.oval(x, y, 54, 20, "#6f9f62")
        sheet.oval(x + 8, y - 8, 14, 11, "#f2e6ea")
    _railing(sheet)
    for x, y, size in ((112, 560, 230), (1092, 566, 240), (652, 486, 150), (934, 520, 150)):
        willow(sheet, x, y, size)
    for x, y in ((44, 668), (1044, 668)):
        _bench(sheet, x, y)
    grass(sheet, (0, 776, WIDE, 800), "#7fa863", 200)
    _lamp(sheet, 486, 520)
    return sheet


def _fence(sheet: Sheet, left: float, right: float, y: float) -> None:
    sheet.line([(left, y - 46), (right, y - 46)], "#5b7f8d", 4)
    sheet.line([(left, y - 12), (right, y - 12)], "#5b7f8d", 4)
    for at in range(round((right - left) / 22) + 1):
        sheet.line([(left + at * 22, y), (left + at * 22, y - 54)], "#5b7f8d", 3)


def _railing(sheet: Sheet) -> None:
    """Along the near bank."""
    foot = [(x, 742 - 34 * math.sin((x - 120) / 940 * math.pi) + 44) for x in range(120, 1061, 40)]
    for lift in (22, 46):
        sheet.line([(x, y - lift) for x, y in foot], "#f4f2ec", 6)
    for x, y in foot:
        sheet.line([(x, y), (x, y - 54)], "#ded8cb", 7)


def _bench(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 34, x + 120, y - 25, "#9a6a45")
    sheet.box(x, y - 54, x + 120, y - 46, "#a8774f")
    for left in (12, 98):
        sheet.box(x + left, y - 56, x + left + 8, y, "#5a5f63")


def _lamp(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x, y), (x, y - 150)], "#5a6266", 6)
    sheet.oval(x, y - 158, 34, 30, "#fbf3cf")


def gate(sheet: Sheet, ground: Colour, wall: Colour) -> None:
    """The gate of the school, the same in both pictures."""
    sheet.box(0, 380, WIDE, HIGH, ground)
    sheet.box(0, 190, WIDE, 430, wall)
    sheet.box(0, 180, WIDE, 194, "#8a6a52")
    sheet.box(430, 150, 770, 430, "#7f8c93")
    sheet.box(404, 116, 796, 158, "#6a4a3c")
    for at in range(8):
        sheet.box(448 + at * 40, 166, 458 + at * 40, 428, "#5d676d")
    sheet.box(404, 158, 432, 436, "#a98a6c")
    sheet.box(768, 158, 796, 436, "#a98a6c")


def gate_before() -> Sheet:
    """A pool before the gate, with bricks to step on."""
    sheet = Sheet(("#aab2b6", "#cfd2cf"))
    gate(sheet, "#857a68", "#bfae97")
    sheet.shape([(300, 430), (900, 430), (1140, 800), (60, 800)], "#75695a")
    sheet.shape(blob(600, 600, 900, 240), "#5f6f78")
    sheet.shape(blob(600, 602, 840, 210), "#7f959f")
    sheet.shape(blob(560, 580, 520, 90, 0.1), "#95a9b1")
    for x, y, width in ((430, 590, 150), (720, 630, 190), (560, 660, 120)):
        sheet.line([(x - width / 2, y), (x, y - 6), (x + width / 2, y)], "#c1ced2", 4)
    for at, (x, y) in enumerate(((470, 690), (545, 655), (610, 610), (655, 560), (620, 512))):
        sheet.box(x, y, x + 74 - at * 6, y + 22 - at * 2, "#a4614c")
        sheet.box(x, y, x + 74 - at * 6, y + 6, "#bb7a62")
    grass(sheet, (0, 440, 210, 560), "#6c6a4d", 90)
    grass(sheet, (990, 440, WIDE, 560), "#6c6a4d", 90)
    return sheet


def gate_after() -> Sheet:
    """A new surface, a drain with its cover along the wall, two trees."""
    sheet = Sheet(("#bfdcea", "#e6f0ee"))
    gate(sheet, "#a8c18b", "#dccbb3")
    sheet.shape([(300, 470), (900, 470), (1140, 800), (60, 800)], "#a9adae")
    sheet.box(0, 436, WIDE, 474, "#8f9697")
    for at in range(50):
        sheet.box(6 + at * 24, 444, 20 + at * 24, 466, "#5f686b")
    for top, wide in ((500, 22), (580, 30), (680, 40)):
        sheet.shape(
            [
                (600 - wide / 2, top),
                (600 + wide / 2, top),
                (600 + wide * 0.7, top + 58),
                (600 - wide * 0.7, top + 58),
            ],
            "#f3f3ee",
        )
    for stripe in range(6):
        left = 330 + stripe * 92
        sheet.shape([(left, 482), (left + 46, 482), (left + 44, 496), (left - 6, 496)], "#f3f3ee")
    for x in (180, 1020):
        sheet.box(x - 9, 300, x + 9, 440, "#6d5641")
        for dx, dy, size in ((0, 0, 170), (-52, 34, 110), (52, 34, 110)):
            sheet.oval(x + dx, 262 + dy, size, size * 0.8, "#6fa35f")
    grass(sheet, (0, 480, 180, 700), "#83a968", 120)
    grass(sheet, (1040, 480, WIDE, 700), "#83a968", 120)
    return sheet


DRAWINGS: tuple[Callable[[], Sheet], ...] = (pond_before, pond_after, gate_before, gate_after)


def main() -> None:
    """Draw them anew, beside this file."""
    for draw in DRAWINGS:
        draw().save(Path(__file__).parent / f"{draw.__name__}.jpg")


if __name__ == "__main__":
    main()
