"""A bare Django view, for the bench to compare with: session, five queries, a template of 100 rows.

``python scripts/bare.py PORT`` serves it as the product is served (``zhixing run``): same server,
gate, processes and database settings.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
FOLDER = Path(os.environ.setdefault("BARE_FOLDER", tempfile.mkdtemp(prefix="bare-")))
ROWS = 100

from django.conf import settings  # noqa: E402

if not settings.configured:
    from zhixing.config.env import database

    settings.configure(
        DATABASES={"default": database("BARE_DATABASE", FOLDER / "bare.sqlite3", help="")},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        ROOT_URLCONF=__name__,
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402

TEMPLATE = Template(
    "<table>{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.name }}</td><td>{{"
    " row.name|upper }}</td></tr>{% endfor %}</table>"
)


def page(request: HttpRequest) -> HttpResponse:
    """The session is one query; four more."""
    request.session.get("seen")
    counts = [
        Group.objects.count(),
        Permission.objects.count(),
        Group.objects.filter(name__contains="7").count(),
    ]
    return HttpResponse(
        TEMPLATE.render(
            Context({"rows": list(Group.objects.order_by("name")[:ROWS]), "counts": counts})
        )
    )


def enter(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("in")


urlpatterns = [path("", page), path("enter/", enter)]

if __name__ == "__main__":
    from django.core.management import call_command
    from django.db import connection

    from zhixing.faces.cli.commands.run import serve

    call_command("migrate", verbosity=0)
    Group.objects.bulk_create(
        [Group(name=f"group {at}") for at in range(ROWS * 3)], ignore_conflicts=True
    )
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    serve(
        "127.0.0.1",
        int(sys.argv[1]),
        int(os.environ.get("ZHIXING_WORKERS", "2")),
        "bare:application",
    )
else:
    from zhixing.config.gate import Gate

    application = Gate(get_wsgi_application(), threads=int(os.environ.get("ZHIXING_THREADS", "16")))
