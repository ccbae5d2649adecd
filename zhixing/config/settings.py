"""The one settings file, driven by the environment. Every variable is written down in
docs/settings.md.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import env

os.umask(0o077)  # all that is written from here on is its owner's alone: files 600, folders 700

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.folder(
    "ZHIXING_VAR",
    Path.cwd() / "var",
    help="Folder for the SQLite database, uploaded files and the secret key.",
).resolve()

ZHIXING_DEMO = env.flag(
    "ZHIXING_DEMO",
    help=(
        "Demo mode: the invented county, and a page that lets a visitor enter as any of its cast."
        " Never with real people."
    ),
)
ZHIXING_DEMO_RESET = env.time_of_day(
    "ZHIXING_DEMO_RESET",
    help=(
        "When a timer of yours runs zhixing demo --reset each day (04:00): the door of the demo"
        " says so. Empty: it says nothing of it."
    ),
)
ZHIXING_TEST = env.flag("ZHIXING_TEST", help="Set by the test-suite alone: a fast password hasher.")
ZHIXING_ORIGIN = env.text(
    "ZHIXING_ORIGIN",
    "county",
    help="Name of this instance in its chain of records; a hall's laptop has another one.",
)
ZHIXING_PROFILE = env.choice(
    "ZHIXING_PROFILE",
    "separate",
    "small",
    help=(
        "separate: the three administrators exclude each other. small: one person may hold their"
        " duties, a banner says so."
    ),
)
SECRET_KEY = env.secret_key(
    "SECRET_KEY",
    VAR / "secret_key",
    help="Signs sessions. Without it a key is made in ZHIXING_VAR/secret_key.",
)
SECRET_KEY_FALLBACKS = env.words(
    "SECRET_KEY_FALLBACKS", [], help="Older keys, still accepted while they are being replaced."
)
DEBUG = False
OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"]  # of this machine, to itself
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", OWN_NAMES, help="Names under which the site is reached.")
ZHIXING_BEHIND_PROXY = env.flag(
    "ZHIXING_BEHIND_PROXY",
    help="A proxy on this machine ends TLS and sets X-Forwarded-Proto and X-Forwarded-For itself.",
)
# a site that answers to this machine's own names alone is reached by nobody over a network: there
# plain http is safe, and browsers have no certificate for them
_ALONE = not ZHIXING_BEHIND_PROXY and set(ALLOWED_HOSTS) <= set(OWN_NAMES)
ZHIXING_HTTPS = env.flag(
    "ZHIXING_HTTPS",
    default=not (ZHIXING_DEMO or ZHIXING_TEST or _ALONE),
    help=(
        "Served over HTTPS: secure cookies, HSTS, redirects. Off in demo mode, and where the site"
        " answers to this machine alone (ALLOWED_HOSTS not set, no proxy)."
    ),
)
CSRF_TRUSTED_ORIGINS = env.words(
    "CSRF_TRUSTED_ORIGINS",
    [],
    help="Origins (https://name) a proxy serves the site under, when they differ from the host.",
)

ROOMS = [
    "zhixing.foundation.machinery.things",
    "zhixing.foundation.machinery.links",
    "zhixing.foundation.machinery.records",
    "zhixing.foundation.machinery.deliveries",
    "zhixing.foundation.spine.orgs",
    "zhixing.foundation.spine.people",
    # the pages of units stand before those of groups and topics, though they know both
    "zhixing.foundation.spine.roster",
    "zhixing.foundation.spine.groups",
    "zhixing.foundation.spine.topics",
    "zhixing.foundation.spine.tasks",
    "zhixing.foundation.spine.handovers",
    "zhixing.foundation.spine.calendar",
    "zhixing.foundation.spine.norms",
    "zhixing.foundation.spine.files",
    "zhixing.foundation.spine.alerts",
    "zhixing.foundation.kits.deadlines",
    "zhixing.foundation.kits.drafts",
    "zhixing.foundation.kits.outbox",
    "zhixing.foundation.kits.workbooks",
    "zhixing.foundation.kits.indicators",
    "zhixing.foundation.kits.snapshots",
    "zhixing.foundation.kits.spans",
    "zhixing.foundation.kits.bonds",
    "zhixing.foundation.kits.documents",
    "zhixing.foundation.kits.accounts",
    "zhixing.foundation.kits.feeds",
    "zhixing.learn.opinions",
    "zhixing.learn.plans",
    "zhixing.learn.joint",
    "zhixing.learn.series",
    "zhixing.learn.sessions",
    "zhixing.learn.reports",
    "zhixing.learn.archive",
    "zhixing.learn.circulars",
    "zhixing.learn.lectures",
    "zhixing.learn.pairings",
    "zhixing.learn.yearmap",
    "zhixing.learn.reading",
    "zhixing.learn.packs",
    "zhixing.examine.bank",
    "zhixing.examine.papers",
    "zhixing.examine.sittings",
    "zhixing.solve.claims",
    "zhixing.solve.research",
    "zhixing.solve.problems",
    "zhixing.solve.measures",
    "zhixing.solve.outcomes",
    "zhixing.oversee.sitins",
    "zhixing.oversee.demands",
    "zhixing.oversee.assessment",
    "zhixing.loop.threads",
    "zhixing.loop.totals",
    "zhixing.loop.campaigns",
    "zhixing.loop.overview",
    # its pages and buttons stand behind those of the wings, whose files it finds
    "zhixing.foundation.kits.intake",
    "zhixing.loop.exchange",
    "zhixing.demo.tour",
    "zhixing.faces.desk",
    "zhixing.faces.portal",
    "zhixing.faces.api",
    "zhixing.faces.cli",
]
ROOMS = [
    room
    for room in ROOMS
    if find_spec(room.rpartition(".")[0]) and find_spec(f"{room}") and find_spec(f"{room}.apps")
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    *(["zhixing.ui"] if find_spec("zhixing.ui") else []),
    *ROOMS,
    *(["zhixing.loop"] if find_spec("zhixing.loop.apps") else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zhixing.ui.statics.StaticsMiddleware",
    "zhixing.ui.statics.PagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhixing.faces.desk.middleware.CookieMiddleware",
    "zhixing.faces.api.middleware.JsonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zhixing.faces.desk.middleware.PersonMiddleware",
    "zhixing.faces.desk.middleware.RefusalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "zhixing.config.urls"
WSGI_APPLICATION = "zhixing.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "zhixing.faces.desk.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                *(["zhixing.ui.templatetags.ui"] if find_spec("zhixing.ui") else []),
            ],
        },
    }
]
FORM_RENDERER = "zhixing.ui.drawing.Renderer"

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        VAR / "zhixing.sqlite3",
        help=(
            "postgres://user:password@host/name, or sqlite:///path. Empty: SQLite under"
            " ZHIXING_VAR."
        ),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ZHIXING_WORKERS = env.number(
    "ZHIXING_WORKERS",
    2,
    help=(
        "Server processes. Python computes in one thread of a process at a time: as many as the"
        " machine has cores."
    ),
)
ZHIXING_THREADS = env.number(
    "ZHIXING_THREADS",
    16,
    help=(
        "Threads of a server process. Three quarters of them may wait for a save at once, a quarter"
        " is for those who read. Two compute at a time."
    ),
)

ZHIXING_MAIL = env.mail(
    "EMAIL_URL",
    help=(
        "smtp://user:password@host:port, smtps:// or smtp+tls://: invitations to sessions go out by"
        " e-mail. Empty: no mail."
    ),
)
ZHIXING_MAIL_FROM = env.address(
    "EMAIL_FROM", needed=ZHIXING_MAIL is not None, help="The address invitations come from."
)
ZHIXING_ADDRESS = env.text(
    "ZHIXING_ADDRESS", help="Where people find the site (https://name), for links in mails."
).rstrip("/")

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["zhixing.faces.desk.auth.PersonBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ZHIXING_TEST
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "zhixing.foundation.spine.people.passwords.NotOnlyDigits"},
    {"NAME": "zhixing.foundation.spine.people.passwords.NotCountyWords"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ZHIXING_HTTPS
SESSION_COOKIE_NAME = "__Host-zhixing" if ZHIXING_HTTPS else "zhixing"
CSRF_COOKIE_NAME = "__Host-csrf" if ZHIXING_HTTPS else "zhixing_csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "zhixing_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ZHIXING_HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if ZHIXING_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ZHIXING_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ZHIXING_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
MEDIA_ROOT = VAR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # all rooms in one: machinery/messages.py
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai", help="The county's time zone.")
USE_TZ = True
DATE_FORMAT = "Y-m-d"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # laid out at the start (zhixing/ui/statics.py)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zhixing.ui.statics.HashedStorage"},
}
WHITENOISE_AUTOREFRESH = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "zhixing": {
            "level": env.choice(
                "LOG_LEVEL", "INFO", "DEBUG", "WARNING", help="How much the log says."
            )
        }
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
