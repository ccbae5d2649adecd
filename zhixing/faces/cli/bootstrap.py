"""The first start of a real county: the county, its norms and calendar, a system and a security
administrator.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.calendar.acts import open_year
from zhixing.foundation.spine.norms.acts import seed_norms
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.norms.seeds import SEEDS
from zhixing.foundation.spine.orgs.acts import found_county
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.people.acts import appoint, open_account, register_person
from zhixing.foundation.spine.people.models import timekeeper
from zhixing.foundation.spine.people.passwords import first_password


def set_up_county(name: str, office: str = "") -> Iterator[str]:
    """Found the county; says the first passwords of its two administrators, and of whoever keeps
    the office where somebody is named, once. Raises NotNow when there is a county.
    """
    who = timekeeper()
    county = found_county(who, name=name)
    seed_norms(who, county)
    for year in (clock.today().year, clock.today().year + 1):
        open_year(who, county, year=year)
    yield f"{name} ({county.pk})"
    first = [(R.SYS, "sys", "系统管理员"), (R.SEC, "sec", "安全管理员")]
    if office:
        first.append((R.OFFICE, "office", office))
    for role, username, words in first:
        person = register_person(who, county, name=words)
        appoint(who, county, person=person, role=role)
        password = first_password()
        open_account(who, county, person=person, username=username, password=password)
        yield f"{words}: {username} / {password}"


def new_norms() -> int:
    """Norms that a newer version knows and this county has not yet: they come in with their first
    values, what is there stays. How many.
    """
    county = Unit.objects.select_related("thing").filter(parent=None).first()
    missing = {key for key, *_rest in SEEDS} - set(Norm.objects.values_list("key", flat=True))
    if county is None or not missing:
        return 0
    seed_norms(timekeeper(), county)
    return len(missing)
