"""How much of rules, rights, acts and queries the tests of ``make coverage`` went through: lines
and branches of every kind of file, and files below the floor of their kind. Floors only rise.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from json import load

from coverage import Coverage

FLOORS = {"rules": 90.0, "may": 90.0, "acts": 90.0, "queries": 85.0}  # in percent of each kind
KIND = re.compile(r"/(rules|may|acts|queries)(?:\.py|/)")
FEW = 12  # files that are named, those with the most missing first


@dataclass(frozen=True)
class Covered:
    """Lines and branches of a file, or of several: gone through, of all."""

    gone_through: int
    there_are: int

    @property
    def percent(self) -> float:
        return 100 * self.gone_through / self.there_are if self.there_are else 100.0

    def __add__(self, other: Covered) -> Covered:
        return Covered(self.gone_through + other.gone_through, self.there_are + other.there_are)


def files() -> Iterator[tuple[str, str, Covered]]:
    """(kind, path, what was gone through) of every file that was measured."""
    data = Coverage()
    data.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        data.json_report(outfile=report.name)
        measured = load(report)["files"]
    for path, file in measured.items():
        summary = file["summary"]
        yield (
            KIND.findall(path)[-1],
            path,
            Covered(
                summary["covered_lines"] + summary["covered_branches"],
                summary["num_statements"] + summary["num_branches"],
            ),
        )


def main() -> int:
    kinds = dict.fromkeys(FLOORS, Covered(0, 0))
    thin = []
    for kind, path, covered in files():
        kinds[kind] += covered
        if covered.percent < FLOORS[kind]:
            thin.append((covered.there_are - covered.gone_through, path, covered))
    for missing, path, covered in sorted(thin, reverse=True)[:FEW]:
        print(f"{path}: {covered.percent:.0f} %, {missing} not gone through")
    below = [kind for kind, covered in kinds.items() if covered.percent < FLOORS[kind]]
    for kind, covered in kinds.items():
        share = f"{covered.gone_through:6} / {covered.there_are:6} = {covered.percent:5.1f} %"
        print(f"{kind:8} {share}, floor {FLOORS[kind]:.0f} %")
    if below:
        print(f"Below the floor: {', '.join(below)}.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
