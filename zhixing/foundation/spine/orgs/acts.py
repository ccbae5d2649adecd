"""Acts on units."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, forget_holdings, tell
from zhixing.foundation.machinery.act.undo import Adds
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Partner, Thing
from zhixing.foundation.machinery.things.places import is_under

from . import may, rules
from .models import Alias, Unit, UnitKind
from .refusals import Refused

GOES_ON = Where(until__isnull=True)
BELOW_COUNTY = GOES_ON & Where(parent__isnull=False)


@act(
    "county.founded",
    label=_("Found the county"),
    says=_("founded the county %(name)s"),
    may=may.SETS_UP,
    creates=Unit,
)
def found_county(actor: Actor, *, name: str) -> Unit:
    """The first unit of an instance: the county itself. Raises NotNow when there is one."""
    if Unit.objects.filter(kind=UnitKind.COUNTY).exists():
        raise Refused.COUNTY_EXISTS(name=Unit.objects.get(kind=UnitKind.COUNTY).name)
    name = _clean(name, "name")
    tell(name=name)
    return Unit(name=name, kind=UnitKind.COUNTY, since=clock.today())


@act(
    "unit.founded",
    label=_("Add a unit"),
    says=_("added the unit %(name)s"),
    on=Unit,
    may=may.KEEPS_OR_SETS_UP,
    creates=Unit,
    when=GOES_ON,
)
def found_unit(
    actor: Actor,
    parent: Unit,
    *,
    name: str,
    kind: str,
    short: str = "",
    since: dt.date | None = None,
) -> Unit:
    """A unit below another one. Raises BadInput when the name, or an alias, is taken."""
    name, short = _clean(name, "name"), _clean(short, "short", empty=True)
    if kind not in UnitKind.values or kind == UnitKind.COUNTY:
        raise Refused.UNIT_KIND("kind")
    _refuse_taken(name)
    tell(name=name)
    return Unit(name=name, short=short, kind=kind, parent=parent, since=since)


@act(
    "unit.renamed",
    label=_("Rename"),
    says=_("renamed it to %(name)s"),
    on=Unit,
    may=may.KEEPS,
    when=GOES_ON,
)
def rename_unit(actor: Actor, unit: Unit, *, name: str, short: str = "") -> Unit:
    """A new name; the old one is kept as an alias."""
    name, short = _clean(name, "name"), _clean(short, "short", empty=True)
    _refuse_taken(name, but=unit)
    if name != unit.name:
        Alias.objects.filter(unit=unit, name=name).delete()
        Alias.objects.get_or_create(
            name=unit.name, defaults={"unit": unit, "learned_on": clock.today(), "source": "rename"}
        )
    unit.name, unit.short = name, short
    unit.sound = unit.sounds()
    tell(name=name)
    return unit


@act(
    "unit.alias_learned",
    label=_("Add another name"),
    says=_("learned that %(name)s is the same unit"),
    on=Unit,
    may=may.KEEPS_OR_SETS_UP,
    undo=Adds("name"),
)
def learn_alias(actor: Actor, unit: Unit, *, name: str, source: str = "") -> Unit:
    """Another name of the unit, learned once and kept. Raises BadInput when it is the name, or
    another name, of a different unit.
    """
    name, source = _clean(name, "name"), _clean(source, "source", empty=True)
    _refuse_taken(name, but=unit)
    if name != unit.name:
        learned, _new = Alias.objects.get_or_create(
            name=name, defaults={"unit": unit, "learned_on": clock.today(), "source": source}
        )
        if learned.unit_id != unit.pk:
            _refuse_taken(name, but=unit)  # another act was quicker between our look and our write
    tell(name=name)
    return unit


@act(
    "unit.alias_taken_back",
    label=_("Take another name back"),
    says=_("took back that %(name)s is the same unit"),
    on=Unit,
    may=may.KEEPS,
    inner_only=True,
)
def take_back_alias(actor: Actor, unit: Unit, *, name: str) -> Unit:
    """The other name was learned by mistake."""
    unit.aliases.filter(name=name).delete()
    tell(name=name)
    return unit


@act(
    "unit.moved",
    label=_("Move below another unit"),
    says=_("moved it below %(parent)s from %(since)s"),
    on=Unit,
    may=may.KEEPS,
    when=BELOW_COUNTY,
    alone=True,
)
def move_unit(actor: Actor, unit: Unit, *, parent: Unit, since: dt.date) -> Unit:
    """The unit, and all below it, come under another; what happened before keeps its record."""
    parent = _possible_parent(unit, parent, since, "parent", "since")
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    _change_paths(old, new)
    unit.parent, unit.path = parent, new
    tell(parent=parent.name, since=since)
    forget_holdings()
    return unit


@act(
    "unit.merged",
    label=_("Merge into another unit"),
    says=_("merged it into %(into)s on %(on)s"),
    on=Unit,
    may=may.KEEPS,
    danger=True,
    when=BELOW_COUNTY,
    alone=True,
)
def merge_unit(actor: Actor, unit: Unit, *, into: Unit, on: dt.date) -> Unit:
    """The unit ends on a day and goes on in another one, below which it stays visible; its names
    are aliases of the other from now on.
    """
    into = _possible_parent(unit, into, on, "into", "on")
    old, new = unit.path, f"{into.path}{unit.pk}/"
    _change_paths(old, new)
    unit.parent, unit.path, unit.until, unit.merged_into = into, new, on, into
    Alias.objects.filter(unit=unit).update(unit=into)
    Alias.objects.get_or_create(
        name=unit.name, defaults={"unit": into, "learned_on": on, "source": "merger"}
    )
    tell(into=into.name, on=on)
    forget_holdings()
    return unit


def _clean(text: str, field: str, *, empty: bool = False) -> str:
    """A name as it is kept. Raises BadInput when it is empty or holds a sign that nobody sees."""
    try:
        name = rules.stored(text)
    except rules.UnseenSign as fault:
        raise Common.TEXT_UNSEEN(field, sign=fault.sign) from fault
    if not name and not empty:
        raise Common.NAME_MISSING(field)
    return name


def _refuse_taken(name: str, but: Unit | None = None) -> None:
    """No two units of the county answer to one name, whatever its spelling."""
    wanted = rules.compared(name)
    names = [
        *Unit.objects.active().values_list("name", "pk", "name"),
        *Alias.objects.values_list("name", "unit", "unit__name"),
    ]
    for other, code, unit in names:
        if rules.compared(other) == wanted and (but is None or code != but.pk):
            raise Refused.UNIT_TAKEN("name", name=name, unit=unit)


def _possible_parent(unit: Unit, other: Unit, day: dt.date, field: str, day_field: str) -> Unit:
    """The other unit as it stands now, when this one can come below it. Raises BadInput."""
    other = Unit.objects.get(pk=other.pk)
    if is_under(other.path, unit.path):
        raise Refused.UNIT_CIRCLE(field)
    if other.until is not None:
        raise Refused.UNIT_ENDED(field, unit=other.name)
    if day > clock.today():
        raise Common.DAY_FUTURE(day_field)
    return other


def _change_paths(old: str, new: str) -> None:
    Unit.objects.filter(path__under=old).exclude(path=old).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
    for model in (Thing, Partner):
        model.objects.filter(place__under=old).update(
            place=Concat(Value(new), Substr(F("place"), len(old) + 1))
        )
