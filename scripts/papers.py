"""Every paper of the demo county as PDF, and its docx as LibreOffice shows it, as pictures to look
at: ``make papers`` writes pictures/papers/.

Fails when LibreOffice can not open a docx, or when a PDF does not say what its paper says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "pictures" / "papers"
LANGUAGES = ("zh-hans", "en")


def squeezed(text: str) -> str:
    """Without any space: lines break where the page wants."""
    return "".join(text.split())


def lost(paper, content: bytes) -> list[str]:
    """Lines of the paper that pdftotext does not find in its PDF."""
    shown = squeezed(
        subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
    )
    return [
        line for line in paper.text().split("\n") if len(line) < 20 and squeezed(line) not in shown
    ]


def papers() -> list:
    """The papers of the group with most sessions, this year."""
    from django.db.models import Count

    from zhixing.foundation.kits.documents.register import entries, with_entry
    from zhixing.foundation.spine.people.models import Account
    from zhixing.learn.archive import papers as own
    from zhixing.learn.archive import queries
    from zhixing.learn.archive.rules import Sort
    from zhixing.learn.circulars import papers as circulars
    from zhixing.learn.circulars import queries as circular_queries
    from zhixing.learn.circulars.models import Circular
    from zhixing.learn.packs import papers as pack_papers
    from zhixing.learn.packs import queries as pack_queries
    from zhixing.learn.packs.models import Pack
    from zhixing.learn.plans import papers as plans
    from zhixing.learn.plans import queries as plan_queries
    from zhixing.learn.plans.models import StudyPlan
    from zhixing.learn.sessions.models import StudySession

    person = Account.objects.get(username="office").person
    group, year = (
        StudySession.objects.filter(state="signed")
        .values_list("group", "year")
        .annotate(n=Count("pk"))
        .order_by("-n", "group")
        .values_list("group", "year")
        .first()
    )
    seen = queries.read(person, group, year)
    volume = queries.volume(seen)
    papers = [queries.paper_of(seen, item) for item in volume.items if item.sort != Sort.FILE][:14]
    longest = StudyPlan.objects.annotate(n=Count("lines")).order_by("-n").first()
    packs = []
    for pack in Pack.objects.published().select_related("unit")[:2]:
        items = pack.items.of_version(pack.number).found_by(person)
        drawn = pack_queries.drawn_papers(person, items)
        packs.append(pack_papers.paper(pack, pack.versions.first(), items, drawn=drawn))
    county = Circular.objects.order_by("pk").first()
    return [
        *papers,
        *packs,
        own.contents(volume),
        *([plans.plan(plan_queries.paper(person, longest.pk))] if longest else []),
        *(
            [
                with_entry(
                    circulars.circular(county, *circular_queries.numbers_of(county)),
                    entries([county.pk]).get((county.pk, "circular", 0)),
                )
            ]
            if county
            else []
        ),
    ]


def main() -> int:
    os.environ.update(
        {
            "ZHIXING_VAR": tempfile.mkdtemp(prefix="zhixing-papers-"),
            "ZHIXING_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
            "PYTHONPATH": str(ROOT),
        }
    )
    sys.path.insert(0, str(ROOT))
    import django
    from django.utils import translation

    django.setup()
    from django.core.management import call_command

    from zhixing.demo.county import load_demo
    from zhixing.foundation.kits.documents.answers import written
    from zhixing.foundation.machinery.guard import traffic

    with traffic("migrate"):
        call_command("migrate", verbosity=0, interactive=False)
    load_demo()
    OUT.mkdir(parents=True, exist_ok=True)
    faults = []
    for language in LANGUAGES:
        with translation.override(language), tempfile.TemporaryDirectory() as folder:
            for paper in papers():
                name = f"{paper.name.lower()}.{language[:2]}"
                for kind in ("pdf", "docx"):
                    path = Path(folder) / f"{name}.{kind}"
                    path.write_bytes(written(paper, kind))
                    if kind == "pdf":
                        faults += [
                            f"{name}: not in the PDF: {line}"
                            for line in lost(paper, path.read_bytes())
                        ]
                        subprocess.run(
                            ["pdftoppm", "-r", "70", "-png", path, OUT / name], check=True
                        )
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    f"{folder}/docx",
                    *map(str, Path(folder).glob("*.docx")),
                ],
                check=True,
                capture_output=True,
                timeout=600,
            )
            for path in Path(folder).glob("*.docx"):
                made = Path(folder) / "docx" / f"{path.stem}.pdf"
                if made.exists():
                    subprocess.run(
                        ["pdftoppm", "-r", "70", "-png", made, OUT / f"{path.stem}.docx"],
                        check=True,
                    )
                else:
                    faults.append(f"{path.name}: LibreOffice can not open it")
    for fault in faults:
        print(fault)
    print(f"{len(list(OUT.glob('*.png')))} pictures in pictures/papers/, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
