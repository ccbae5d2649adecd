"""Acts on units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, forget_holdings, tell
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.may import Role, SystemPerson
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.people.roles import RoleCode

from .models import Alias, Unit, UnitKind

OFFICE_HERE = Role(RoleCode.OFFICE, at="")
SETTING_UP = SystemPerson("timekeeper")


@act("county.founded", label=_("Found the county"), says=_("founded the county %(name)s"), may=SETTING_UP, creates=Unit)
def found_county(actor: Any, *, name: str) -> Unit:
    """The first unit of an instance: the county itself. Raises NotNow when there is one."""
    if Unit.objects.filter(kind=UnitKind.COUNTY).exists():
        raise NotNow("county.exists", _("There is a county here already: %(name)s."), name=Unit.objects.get(kind=UnitKind.COUNTY).name)
    tell(name=name)
    return Unit(name=name, kind=UnitKind.COUNTY, since=clock.today())


@act("unit.founded", label=_("Add a unit"), says=_("added the unit %(name)s"), on=Unit, may=OFFICE_HERE | SETTING_UP, creates=Unit)
def found_unit(actor: Any, parent: Unit, *, name: str, kind: str, short: str = "", since: dt.date | None = None) -> Unit:
    """A unit below another one. Raises BadInput when the name, or an alias, is taken."""
    taken = Unit.objects.active().filter(name=name).first() or getattr(Alias.objects.select_related("unit").filter(name=name).first(), "unit", None)
    if taken is not None:
        raise BadInput("unit.taken", _("“%(name)s” is already the name of %(unit)s."), {"name": []}, name=name, unit=taken.name)
    tell(name=name)
    return Unit(name=name, short=short, kind=kind, parent=parent, since=since)


@act("unit.renamed", label=_("Rename"), says=_("renamed it to %(name)s"), on=Unit, may=OFFICE_HERE)
def rename_unit(actor: Any, unit: Unit, *, name: str, short: str = "") -> Unit:
    """A new name; the old one is kept as an alias."""
    Alias.objects.get_or_create(name=unit.name, defaults={"unit": unit, "learned_on": clock.today(), "source": "rename"})
    unit.name, unit.short = name, short
    tell(name=name)
    return unit


@act("unit.alias_learned", label=_("Add another name"), says=_("learned that %(name)s is the same unit"), on=Unit, may=OFFICE_HERE | SETTING_UP)
def learn_alias(actor: Any, unit: Unit, *, name: str, source: str = "") -> Unit:
    """Another name of the unit, learned once and kept."""
    there = Alias.objects.filter(name=name).select_related("unit").first()
    if there is not None and there.unit_id != unit.pk:
        raise BadInput("alias.taken", _("“%(name)s” is already another name of %(unit)s."), {"name": []}, name=name, unit=there.unit.name)
    Alias.objects.get_or_create(name=name, defaults={"unit": unit, "learned_on": clock.today(), "source": source})
    tell(name=name)
    return unit


@act("unit.moved", label=_("Move below another unit"), says=_("moved it below %(parent)s from %(since)s"), on=Unit, may=OFFICE_HERE)
def move_unit(actor: Any, unit: Unit, *, parent: Unit, since: dt.date) -> Unit:
    """The unit, and all below it, come under another unit; what happened before keeps its record."""
    if parent.path.startswith(unit.path):
        raise BadInput("unit.circle", _("A unit can not come below itself."), {"parent": []})
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    _change_paths(old, new)
    unit.parent, unit.path = parent, new
    tell(parent=parent.name, since=since)
    forget_holdings()
    return unit


@act("unit.merged", label=_("Merge into another unit"), says=_("merged it into %(into)s on %(on)s"), on=Unit, may=OFFICE_HERE, danger=True)
def merge_unit(actor: Any, unit: Unit, *, into: Unit, on: dt.date) -> Unit:
    """The unit ends on a day and goes on in another one, below which it stays visible; its name is an alias of the other from now on."""
    if into.path.startswith(unit.path):
        raise BadInput("unit.circle", _("A unit can not come below itself."), {"into": []})
    old, new = unit.path, f"{into.path}{unit.pk}/"
    _change_paths(old, new)
    unit.parent, unit.path, unit.until, unit.merged_into = into, new, on, into
    Alias.objects.get_or_create(name=unit.name, defaults={"unit": into, "learned_on": on, "source": "merger"})
    tell(into=into.name, on=on)
    forget_holdings()
    return unit


def _change_paths(old: str, new: str) -> None:
    Unit.objects.filter(path__startswith=old).exclude(path=old).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    Thing.objects.filter(place__startswith=old).update(place=Concat(Value(new), Substr(F("place"), len(old) + 1)))
