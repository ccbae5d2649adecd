"""What makes words cheap says the same words."""

from __future__ import annotations

from babel.messages.pofile import read_po
from django.apps import apps
from django.db import models
from django.utils import translation

from zhixing.foundation.machinery.messages import languages
from zhixing.foundation.machinery.things.models import ThingRow


def chosen() -> list[tuple[type[ThingRow], models.Field]]:
    kinds = [model for model in apps.get_models() if issubclass(model, ThingRow)]
    pairs = []
    for kind in kinds:
        pairs += [(kind, field) for field in kind._meta.fields if field.choices]
    return pairs


def test_the_word_of_a_choice_is_djangos():
    assert len(chosen()) > 20
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for kind, field in chosen():
                values = [value for value, _word in field.flatchoices]
                for value in (*values, "", "no such value"):
                    row = kind(**{field.attname: value})
                    word = getattr(row, f"get_{field.name}_display")()
                    assert word == models.Model._get_FIELD_display(row, field)


def test_messages_of_all_rooms_are_found_at_the_first_look():
    ((_language, sources),) = languages().items()
    with translation.override("zh-hans"):
        first = translation._trans._active.value._catalog._catalogs[0]
    for path in sources:
        with path.open("rb") as source:
            texts = {
                m.id for m in read_po(source) if m.id and isinstance(m.id, str) and not m.context
            }
        assert texts <= first.keys(), path
