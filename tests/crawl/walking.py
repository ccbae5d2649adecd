"""The crawl: every address of the resolver, with every argument there is, for everybody who can log
in and for those who can not.
"""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from tests.crawl.reading import links_of, text_of
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.indicators import registry as indicators
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.things.models import Thing, ThingRow, kinds

MARKER = re.compile(r"Zq\d{4}z")
CODE = re.compile(r"\b[A-Z]{2}-\d\d-[2-9A-HJKMNP-TV-Z]{5}\b")
DEAD = {403, 404, 500, 503}
# Those who look at everything; the others, whose rights are like those of one of them, at a draw of
# it.
WHOLE = {
    "office",
    "secretary",
    "member3",
    "stranger",
    "stranger_leader",
    "bureau_secretary",
    "newcomer",
    "visitor",
    "resident",
}
# of all addresses for the others; of the forms of acts, and of the links of pages, for those who
# look at everything
SHARE, FORMS, LINKS = (
    0.03,
    0.08,
    0.25,
)
OTHER_KINDS = {
    "calendar:of": ["calendar_year"],
    "feeds:group": ["group"],
    "joint:partners": ["group"],
    "series:rows": ["local_series"],
    "outbox:sheet": ["session"],
    "portal:policy": ["policy_note"],
    "packs:version": ["pack"],
    "packs:print": ["pack"],
    "packs:file": ["pack"],
    "packs:addition_file": ["pack_addition"],
    "exchange:meeting": ["session"],
    "exchange:questions": ["topic"],
    "imports:unit": ["unit"],
    **{
        f"archive:{name}": ["group"]
        for name in ("volume", "contents", "annual", "circular", "zip", "packing", "packed")
    },
    **{f"yearmap:{name}": ["group"] for name in ("year", "month")},
    "overview:group": ["group"],
    **{f"assessment:{name}": ["group"] for name in ("sheet", "rows")},
}


@dataclass(frozen=True)
class Route:
    """A GET route of the resolver: its name, its address with places to fill, and what stands in
    each.
    """

    name: str
    pattern: str
    places: tuple[str, ...]


def routes() -> list[Route]:
    """Every named pattern of the site, in the order of the resolver."""

    def walk(patterns: list[Any], space: str) -> Iterator[str]:
        for pattern in patterns:
            if not isinstance(pattern, URLPattern):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif pattern.name:
                yield f"{space}:{pattern.name}" if space else pattern.name

    named_routes = []
    for name in walk(get_resolver().url_patterns, ""):
        space, _, plain = name.rpartition(":")
        resolver = get_resolver().namespace_dict[space][1] if space else get_resolver()
        for possibility, _pattern, _defaults, _converters in resolver.reverse_dict.getlist(plain):
            address, places = possibility[0]
            named_routes.append(Route(name, address, tuple(places)))
    return named_routes


@dataclass
class Login:
    """Somebody who crawls. ``person`` is None for a visitor and for a resident with a receipt.
    ``share`` of the addresses are drawn for it.
    """

    name: str
    person: Any
    client: Client
    share: float = 1.0
    seen: dict[str, int] = field(default_factory=dict)
    visible: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    closed_marks: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)


@dataclass
class Crawl:
    """What came of it, for the assertions."""

    leaks: dict[tuple[str, str, str], str] = field(default_factory=dict)
    dead_links: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    answered: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    requests: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def owners_of_marks() -> dict[str, set[str]]:
    """Marker -> codes of the things in whose own rows and lines it stands. Whoever may know of one
    of them may read it.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for model in apps.get_models():
        if not model.__module__.startswith("zhixing.") or model._meta.app_label in {
            "records",
            "things",
            "alerts",
            "drafts",
            "deliveries",
            "outbox",
        }:
            continue
        texts = [
            column.attname
            for column in model._meta.concrete_fields
            if isinstance(column, models.CharField | models.TextField | models.JSONField)
        ]
        owner = _owner_column(model)
        if not texts or owner is None:
            continue
        for row in model._base_manager.values(owner, *texts):
            for text in texts:
                for mark in MARKER.findall(str(row[text])):
                    owners[mark].add(row[owner])
    return owners


def _owner_column(model: type[models.Model]) -> str | None:
    """The column that says whose line it is: its own key, or the first key to a thing that is not a
    mere place or subject.
    """
    if issubclass(model, ThingRow):
        return "thing_id"
    keys = [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey)
        and (column.related_model is Thing or issubclass(column.related_model, ThingRow))
    ]
    places = {"orgs.Unit", "groups.StudyGroup", "topics.Topic"}
    narrow = [column for column in keys if column.related_model._meta.label not in places] or keys
    return narrow[0].attname if narrow else None


class Walker:
    """Walks for one county with one seed."""

    def __init__(self, county: SimpleNamespace, seed: int, only: tuple[str, ...] = ()) -> None:
        self.county, self.random, self.crawl = county, random.Random(seed), Crawl()
        self.files: set[str] = set()  # shapes and kinds of the files that somebody has fetched
        self.routes = routes()
        self.things = {thing.pk: thing for thing in Thing.objects.all()}
        self.owners = owners_of_marks()
        self.logins = [self._login(name, person) for name, person in county.logins.items()]
        self.logins += [
            Login("visitor", None, Client(raise_request_exception=False)),
            Login("resident", None, self._resident()),
        ]
        self.logins = [login for login in self.logins if not only or login.name in only]
        for login in self.logins:
            self._look(login)
        self.values = self._values()

    # -- who ---------------------------------------------------------------------------------------

    def _login(self, name: str, person: Any) -> Login:
        client = Client(raise_request_exception=False)
        client.force_login(person.account)
        return Login(name, person, client, 1.0 if name in WHOLE else SHARE)

    def _resident(self) -> Client:
        from zhixing.faces.portal.views import COOKIE, enter

        client = Client(raise_request_exception=False)
        client.cookies[COOKIE] = enter(self.county.receipt).cookies[COOKIE].value
        return client

    def _look(self, login: Login) -> None:
        """What this login may know of, and so what must not occur."""
        login.visible = set(Thing.objects.visible_to(login.person).values_list("pk", flat=True))
        if (
            login.person is not None
        ):  # the one room with a rule of its own: study secretaries make papers of the bank
            login.visible |= set(
                BankItem.objects.visible_to(login.person).values_list("pk", flat=True)
            )
        if login.name == "resident":
            login.visible.add(self.county.receipt.pk)
        login.hidden = set(self.things) - login.visible
        login.closed_marks = {
            mark for mark, codes in self.owners.items() if not codes & login.visible
        }
        for mark, (person, act, code) in self.county.reasons.items():
            may_read = login.person is not None and (
                login.person.pk == person.pk or ACTS[act].may.allows(login.person, self._row(code))
            )
            if not may_read:
                login.closed_marks.add(mark)
        login.secrets = {
            name for name, codes in self.county.reporters.items() if not codes & login.visible
        }

    def kind_of(self, leak: str) -> str:
        """Whose code, text or reason was read, for the report."""
        if leak in self.things:
            return self.things[leak].kind
        if leak in self.county.reasons:
            return f"reason of {self.county.reasons[leak][1]}"
        return (
            ", ".join(sorted({self.things[code].kind for code in self.owners.get(leak, ())}))
            or "name"
        )

    def _row(self, code: str) -> Any:
        return self.things[code].model._base_manager.select_related("thing").get(pk=code)

    # -- where -------------------------------------------------------------------------------------

    def _values(self) -> dict[str, list[Any]]:
        """What may stand in the places of the addresses; codes are chosen by ``_codes``."""
        from zhixing.foundation.kits.intake import kinds as files
        from zhixing.foundation.spine.files.rules import Side
        from zhixing.learn.packs.models import PackItem
        from zhixing.learn.series.rules import Counts

        return {
            "year": [2026],
            "month": [5, 6, 7],
            "number": [1],
            "item": list(PackItem.objects.values_list("pk", flat=True)),
            "counts": list(Counts.values),
            "side": list(Side.values),
            "indicator": [*indicators.INDICATORS],
            "total": [*indicators.TOTALS],
            "what": [kind.code for kind in files.kinds()],
            "wing": ["learn", "examine", "solve", "oversee", "loop", "county"],
            "topic": self._of_kind("topic"),
            "group": self._of_kind("group"),
        }

    def _of_kind(self, *names: str) -> list[str]:
        return [code for code, thing in self.things.items() if thing.kind in names]

    def find_kinds(self) -> None:
        """Which kinds of thing each route with a code takes: that of its room, unless
        ``OTHER_KINDS`` says otherwise.
        """
        rooms: dict[str, list[str]] = defaultdict(list)
        pages = {model.URL: kind for kind, model in kinds().items() if model.URL}
        for page, kind in pages.items():
            rooms[page.split(":")[0]].append(kind)
        for route in self.routes:
            if "code" not in route.places:
                continue
            room = rooms[route.name.split(":")[0]]
            known = [pages[route.name]] if route.name in pages else room
            several = len(known) > 1
            kinds_shown = OTHER_KINDS.get(route.name) or ([] if several else known)
            self.crawl.kinds[route.name] |= set(kinds_shown)

    def _address(self, route: Route, places: dict[str, Any]) -> str:
        try:
            return reverse(route.name, kwargs=places)
        except NoReverseMatch:
            return ""

    def addresses(self, login: Login, route: Route) -> list[str]:
        """The addresses of a route for this login: with everything it may see, and a draw of what
        it may not.
        """
        special = self._special(login, route)
        if special is not None:
            return special
        choices = []
        for place in route.places:
            if place == "code":
                mine = [
                    code
                    for code in self._of_kind(*self.crawl.kinds[route.name])
                    if code in login.visible
                ]
                choices.append(self._drawn(mine, route))
            else:
                choices.append(self.values[place])
        addresses = [
            self._address(route, dict(zip(route.places, chosen, strict=True)))
            for chosen in product(*choices)
        ]
        return [address for address in addresses if address]

    def _drawn(self, codes: list[str], route: Route) -> list[str]:
        """All of them; of norms, items of the bank and imports, whose pages differ in nothing but
        their words, some.
        """
        many = [code for code in codes if self.things[code].kind in ("norm", "bank_item")]
        return [code for code in codes if code not in many] + self.random.sample(
            many, min(2, len(many))
        )

    def _special(self, login: Login, route: Route) -> list[str] | None:
        if route.name == "totals:rows":
            return [self._address(route, {"code": code}) for code in indicators.TOTALS]
        if route.name in ("thing", "api:thing", "records"):
            return [self._address(route, {"code": code}) for code in self._some_of_each_kind(login)]
        if route.name == "act":
            pairs = product(self._some_of_each_kind(login, 1), ACTS.values())
            return [
                self._address(route, {"code": code, "act": act.name})
                for code, act in pairs
                if act.on is self.things[code].model and not act.inner_only and not act.many
            ]
        if route.name == "new":
            return [
                self._address(route, {"act": act.name})
                for act in ACTS.values()
                if not act.inner_only and not act.many
            ]
        if route.name in ("api:act", "api:new"):
            return []  # POST alone
        if route.name == "feeds:feed":
            return [
                self._address(route, {"token": token})
                for token in self.county.tokens.get(login.name, ())
            ]
        if "key" in route.places:
            return [
                self._address(route, {"key": key}) for key in self.county.keys.get(login.name, ())
            ]
        return None

    def _some_of_each_kind(self, login: Login, most: int = 3) -> list[str]:
        drawn = []
        for kind in kinds():
            codes = [code for code in self._of_kind(kind) if code in login.visible]
            drawn += self.random.sample(codes, min(most, len(codes)))
        return drawn

    # -- the walk ----------------------------------------------------------------------------------

    def walk(self) -> Crawl:
        self.find_kinds()
        for login in self.logins:
            begun = time.process_time()
            links: dict[str, str] = {}
            for route in self.routes:
                for address in self._drawn_addresses(login, route):
                    self._get(login, address, route.name, links)
            self._hidden(login)
            self._follow(login, links)
            self.crawl.seconds[login.name] = time.process_time() - begun
        return self.crawl

    def _drawn_addresses(self, login: Login, route: Route) -> list[str]:
        share = login.share * (FORMS if route.name in ("act", "new") else 1.0)
        return [
            address
            for address in self.addresses(login, route)
            if share == 1.0 or self.random.random() < share
        ]

    def _get(self, login: Login, address: str, origin: str, links: dict[str, str] | None) -> int:
        """Ask, read, remember; links of HTML are added to ``links`` with the page they stand on."""
        if address in login.seen:
            return login.seen[address]
        self.crawl.requests += 1
        answer = login.client.get(address)
        status = login.seen[address] = answer.status_code
        if status >= 500 and status != 503:
            self.crawl.faults.append(f"{login.name} {address}: {status}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = text_of(content) + str(answer.headers)
        if status == 200 and content:
            self.crawl.answered[origin].add(login.name)
        self.scan(login, address, text, origin)
        if (
            links is not None
            and status == 200
            and answer.headers.get("content-type", "").startswith("text/html")
        ):
            for link in links_of(content.decode()):
                links.setdefault(urljoin(address, link), address)
        return status

    def scan(self, login: Login, address: str, text: str, origin: str) -> None:
        leaks = (set(CODE.findall(text)) & login.hidden) - set(CODE.findall(address))
        leaks |= set(MARKER.findall(text)) & login.closed_marks
        leaks |= {secret for secret in login.secrets if secret in text}
        for leak in leaks:
            self.crawl.leaks.setdefault((login.name, origin, leak), address)

    def _hidden(self, login: Login) -> None:
        """What one may not know of does not exist: a draw of codes, at every address that takes a
        code.
        """
        hidden = sorted(login.hidden)
        for route in self.routes:
            if route.places != ("code",) or route.name in ("totals:rows",):
                continue
            codes = [
                code
                for code in hidden
                if self.things[code].kind in self.crawl.kinds[route.name]
                or route.name in ("thing", "api:thing", "records")
            ]
            for code in self.random.sample(codes, min(2 if login.share == 1.0 else 0, len(codes))):
                status = self._get(
                    login, self._address(route, {"code": code}), f"{route.name} (hidden)", None
                )
                if status == 200:
                    self.crawl.leaks[(login.name, route.name, code)] = "answered"

    def _follow(self, login: Login, links: dict[str, str]) -> None:
        """Every link leads somewhere. Files are drawn: each list as a table once, as a workbook by
        lot.
        """
        forms: dict[str, int] = defaultdict(int)
        for link, page in sorted(links.items()):
            if not self._worth_it(login, link, forms):
                continue
            status = self._get(login, link, f"link {self.shape(link)}", None)
            if status in DEAD and status != 503:
                self.crawl.dead_links[(login.name, link)] = f"{status} on {page}"

    def _worth_it(self, login: Login, link: str, forms: dict[str, int]) -> bool:
        """By lot; a file of each shape and kind is fetched at least once by somebody."""
        parts = urlsplit(link)
        drawn = self.random.random() < login.share * LINKS
        if parts.path.startswith(("/logout/", "/i18n/", "/static/")):
            return False
        act = re.fullmatch(r"/things/[^/]+/(\w+)/", parts.path)
        if act:
            forms[act[1]] += 1
            return drawn and forms[act[1]] <= 2
        kind = re.search(r"\b(?:export|format)=(xlsx|ods|docx|pdf)\b", parts.query)
        if kind is None:
            return drawn
        file = f"{self.shape(link)} {kind[1]}"
        first = file not in self.files
        self.files.add(file)
        forms[file] += 1
        return first or (drawn and forms[file] == 1)

    def shape(self, link: str) -> str:
        """An address without its codes and values: links of one shape are made by one line."""
        parts = urlsplit(link)
        return CODE.sub("*", parts.path) + (
            "?" + "&".join(sorted(piece.split("=")[0] for piece in parts.query.split("&")))
            if parts.query
            else ""
        )
