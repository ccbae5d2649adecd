"""How the text of the house reads, in figures: lines, functions, files, names.

``scripts/text_figures.py`` prints the table of docs/text.md; with folders it measures those (other
projects, an earlier commit), so that two are counted in the same way. Without tests and migrations.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PRONOUNS = frozenset({"one", "found", "there", "said", "told", "given", "kept", "each"})
OUTSIDE = ("migrations", "tests", "node_modules", "static", ".git", ".venv", "build", "dist")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONG_LINE, LONG_FUNCTION, LONG_FILE = 120, 25, 400


@dataclass
class Figures:
    """What was counted."""

    lines: int = 0
    over_120: int = 0
    longest: int = 0
    functions: int = 0
    function_lines: int = 0
    function_nodes: int = 0
    long_functions: int = 0
    nested_conditionals: int = 0
    pronouns: int = 0
    inner_imports: int = 0
    files: int = 0
    long_files: list[str] = field(default_factory=list)

    def add(self, path: Path) -> None:
        """Count one file."""
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        self.files += 1
        self.lines += len(lines)
        self.over_120 += sum(len(line) > LONG_LINE for line in lines)
        self.longest = max([self.longest, *map(len, lines)])
        if len(lines) > LONG_FILE:
            self.long_files.append(f"{path} ({len(lines)})")
        tree = ast.parse(text)
        for node in ast.walk(tree):
            self._add_node(node)

    def _add_node(self, node: ast.AST) -> None:
        if isinstance(node, FUNCTIONS):
            self._add_function(node)
        elif isinstance(node, ast.IfExp):
            inner = (part for part in ast.walk(node) if part is not node)
            self.nested_conditionals += any(isinstance(part, ast.IfExp) for part in inner)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self.pronouns += node.id in PRONOUNS
        elif isinstance(node, ast.arg):
            self.pronouns += node.arg in PRONOUNS

    def _add_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        self.functions += 1
        self.function_lines += length
        self.function_nodes += sum(1 for _part in ast.walk(node))
        self.long_functions += _body_lines(node) > LONG_FUNCTION
        self.inner_imports += sum(
            isinstance(statement, ast.Import | ast.ImportFrom) for statement in node.body
        )


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its head and docstring."""
    body = node.body
    has_docstring = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    statements = body[1:] if has_docstring else body
    return (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def python_files(folder: Path) -> Iterator[Path]:
    """The files that are read: neither tests nor migrations."""
    for path in sorted(folder.rglob("*.py")):
        if not any(part in OUTSIDE for part in path.relative_to(folder).parts):
            yield path


def figures_of(folder: Path) -> Figures:
    figures = Figures()
    for path in python_files(folder):
        figures.add(path)
    return figures


def rows_of(figures: Figures) -> list[tuple[str, str]]:
    """Label and value of each line of the table."""
    share = 100 * figures.over_120 / figures.lines
    density = figures.function_nodes / figures.function_lines
    return [
        ("lines (files)", f"{figures.lines:,} ({figures.files})"),
        ("lines over 120 columns (longest)", f"{share:.1f} % ({figures.longest})"),
        ("syntax nodes per line of a function", f"{density:.1f}"),
        ("nested conditional expressions", str(figures.nested_conditionals)),
        ("bindings named by a pronoun", str(figures.pronouns)),
        ("functions with more than 25 lines", f"{figures.long_functions} of {figures.functions}"),
        ("imports inside functions", str(figures.inner_imports)),
        ("files over 400 lines", str(len(figures.long_files))),
    ]


def main(folders: list[Path]) -> None:
    counted = [figures_of(folder) for folder in folders]
    names = [folder.resolve().name for folder in folders]
    print("| | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for lines in zip(*map(rows_of, counted), strict=True):
        print(f"| {lines[0][0]} | " + " | ".join(value for _label, value in lines) + " |")
    for path in counted[0].long_files if len(folders) == 1 else ():
        print(f"over 400 lines: {path}")


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "zhixing"
    main([Path(argument) for argument in sys.argv[1:]] or [default])
