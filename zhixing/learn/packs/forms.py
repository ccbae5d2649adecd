"""Forms of the acts on study packs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    field_of,
    needed,
    text_field,
)
from zhixing.foundation.spine.files.acts import Upload
from zhixing.foundation.spine.files.rules import MOST_BYTES
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.packs.models import PackAddition

from . import acts, may, queries
from .models import Pack, PackItem
from .rules import ADDED, TYPED, ItemKind, State

FILE_HELP = _("PDF, docx, xlsx, pptx or a picture, at most 10 MB.")
DECLARED = _("It holds no state secret and no work secret; I answer for that.")
TEXT_HELP = _(
    "The words of a text; what a link leads to; the answer to a question to test oneself."
)


class _UploadForm(ActForm):
    """Forms that take a file: as the act wants it."""

    def clean_upload(self) -> Upload | None:
        file = self.cleaned_data.get("upload")
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB."), params={"most": MOST_BYTES // 1_000_000}
            )
        return Upload(file.name, file.read())


class BeginPackForm(ActForm[Unit]):
    act = acts.begin_pack
    title = forms.CharField(label=_("Title"), max_length=120)
    about = text_field(_("What it is for"), 3, required=False, max_length=2000)
    topic = ThingField(
        Topic,
        label=_("Topic"),
        required=False,
        help_text=_("Then it stands beside the topic and its sessions."),
    )

    def build(self) -> None:
        self.offer(
            "topic",
            Topic.objects.visible_to(self.reader)
            .filter(year__gte=clock.today().year - 1)
            .order_by("-year", "first_month", "pk"),
        )


class CorrectPackForm(ActForm[Pack]):
    act = acts.correct_pack
    title = forms.CharField(label=_("Title"), max_length=120)
    about = text_field(_("What it is for"), 3, required=False, max_length=2000)

    def build(self) -> None:
        if self.row is not None:
            self.fields["title"].initial, self.fields["about"].initial = (
                self.row.title,
                self.row.about,
            )


class AddDocumentForm(_UploadForm):
    act = acts.add_pack_document
    upload = forms.FileField(label=_("File"), help_text=FILE_HELP)
    title = forms.CharField(
        label=_("What it is called"),
        max_length=160,
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    text = text_field(
        _("A word on it"),
        2,
        required=False,
        max_length=1000,
        help_text=_("Which pages matter, and what for."),
    )
    declared = forms.BooleanField(label=DECLARED)


class AddPaperForm(ActForm[Pack]):
    """One paper among those of the pack's topic and of its group: 学习通知, 学习记录, 学报 ..."""

    act = acts.add_pack_paper
    paper = forms.ChoiceField(
        label=pgettext_lazy("pack", "Paper of the record"),
        help_text=_(
            "The paper itself: opened, printed and downloaded from the pack. Whoever may not know"
            " of what it is about does not find it there."
        ),
    )
    title = forms.CharField(
        label=_("What it is called"),
        max_length=160,
        required=False,
        help_text=_("Empty: the name of the paper."),
    )
    text = text_field(
        _("A word on it"),
        2,
        required=False,
        max_length=1000,
        help_text=_("Which pages matter, and what for."),
    )

    def build(self) -> None:
        self.papers = queries.papers_for(self.reader, self.row) if self.row is not None else {}
        field_of(self, "paper", forms.ChoiceField).choices = [
            ("", "–"),
            *((key, offered.words) for key, offered in self.papers.items()),
        ]

    def given(self) -> dict[str, Any]:
        chosen = self.papers[self.cleaned_data["paper"]]
        return self.cleaned_data | {"about": chosen.about, "paper": chosen.paper}


class AddItemForm(ActForm[Pack]):
    act = acts.add_pack_item
    kind = forms.ChoiceField(
        label=pgettext_lazy("pack", "Kind"), choices=TYPED, initial=ItemKind.TEXT
    )
    title = forms.CharField(label=_("Title or question"), max_length=160)
    text = text_field(
        _("Text or remark"), 8, required=False, max_length=20_000, help_text=TEXT_HELP
    )
    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Of a link."),
    )


class ItemField(forms.ChoiceField):
    """One item of the next version; set with ``offer``."""

    pack_items: dict[str, PackItem]

    def offer(self, pack: Pack | None, reader: Actor | None) -> None:
        items = pack.items.of_version(pack.next).found_by(reader) if pack is not None else []
        self.pack_items = {str(item.pk): item for item in items}
        self.choices = [
            ("", "–"),
            *(
                (key, f"{item.get_kind_display()} · {item.title}")
                for key, item in self.pack_items.items()
            ),
        ]

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return self.pack_items[value] if value else None


class ChangeItemForm(_UploadForm):
    act = acts.change_pack_item
    opens_with = ("item",)
    item = ItemField(label=_("Which item"))
    title = forms.CharField(label=_("Title or question"), max_length=160)
    text = text_field(
        _("Text or remark"), 8, required=False, max_length=20_000, help_text=TEXT_HELP
    )
    address = forms.URLField(
        label=_("Address"), required=False, max_length=500, assume_scheme="https"
    )
    upload = forms.FileField(label=_("A newer file"), required=False, help_text=FILE_HELP)
    declared = forms.BooleanField(label=DECLARED, required=False)

    def build(self) -> None:
        """What the chosen item says now; fields it can not have are left out."""
        items = field_of(self, "item", ItemField)
        items.offer(self.row, self.reader)
        chosen = items.pack_items.get(str(self.data.get("item") or self.initial.get("item") or ""))
        if chosen is None:
            return
        for name in ("title", "text", "address"):
            self.fields[name].initial = getattr(chosen, name)
        if chosen.kind != ItemKind.LINK:
            del self.fields["address"]
        if chosen.kind != ItemKind.DOCUMENT:
            del self.fields["upload"], self.fields["declared"]


class RemoveItemForm(ActForm[Pack]):
    act = acts.remove_pack_item
    item = ItemField(label=_("Which item"))

    def build(self) -> None:
        field_of(self, "item", ItemField).offer(self.row, self.reader)


class GroupsField(forms.MultipleChoiceField):
    """Study groups by their codes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.queryset = StudyGroup.objects.none()

    def offer(self, queryset: Any) -> None:
        self.queryset = queryset
        self.choices = [(group.pk, group.unit.short or group.unit.name) for group in queryset]

    def clean(self, value: Any) -> list[StudyGroup]:
        wanted = set(super().clean(value))
        return [group for group in self.queryset if group.pk in wanted]


class PublishPackForm(ActForm[Pack]):
    act = acts.publish_pack
    said = forms.CharField(
        label=_("What is new, in a sentence"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Added, changed and removed items are listed by themselves. Needed from the second"
            " version on."
        ),
    )
    for_all = forms.TypedChoiceField(
        label=_("Who gets it"),
        choices=[("yes", _("all study groups")), ("no", _("the groups chosen below"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "They get an alert; nobody must read it, and nobody is counted. What goes beyond the"
            " own group can be read by whoever the county knows."
        ),
    )
    groups = needed(
        GroupsField(label=_("Chosen groups"), required=False), _("needed unless all get it")
    )
    non_secret = forms.BooleanField(label=_("I have read it; nothing in it is secret or internal"))

    def build(self) -> None:
        field_of(self, "groups", GroupsField).offer(
            StudyGroup.objects.visible_to(self.reader)
            .active()
            .select_related("unit")
            .in_roster_order()
        )
        if self.row is None:
            return
        to_all = may.PUSHES_TO_ALL.allows(self.reader, self.row)
        if not to_all:
            choice = field_of(self, "for_all", forms.ChoiceField)
            offered: Any = choice.choices  # pairs
            choice.choices = list(offered)[1:]
        published = self.row.state == State.PUBLISHED
        self.fields["for_all"].initial = (
            "yes" if to_all and (self.row.for_all or not published) else "no"
        )
        own = [self.row.group_id] if self.row.group_id else []
        before = self.row.groups.values_list("pk", flat=True)
        self.fields["groups"].initial = list(before) if published else own
        self.fields["said"].required = self.row.number > 0


class WithdrawPackForm(ReasonForm):
    act = acts.withdraw_pack


class AddToPackForm(_UploadForm):
    act = acts.add_to_pack
    pack = ThingField(Pack, label=_("Study pack"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("pack", "Kind"), choices=ADDED, initial=ItemKind.TEXT
    )
    title = forms.CharField(label=_("Title or question"), max_length=160)
    text = text_field(
        _("Text or remark"), 6, required=False, max_length=20_000, help_text=TEXT_HELP
    )
    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Of a link."),
    )
    upload = needed(
        forms.FileField(
            label=_("File"),
            required=False,
            help_text=_("Of a document: PDF, docx, xlsx, pptx or a picture, at most 10 MB."),
        ),
        _("needed for a document"),
    )
    declared = needed(
        forms.BooleanField(label=DECLARED, required=False), _("needed for a document")
    )

    def build(self) -> None:
        self.offer("pack", Pack.objects.visible_to(self.reader).published().order_by("title", "pk"))


class OfferAdditionForm(ActForm[PackAddition]):
    act = acts.offer_addition
    word = forms.CharField(
        label=_("A word to whoever keeps the pack"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclineAdditionForm(ReasonForm):
    act = acts.decline_addition


class RemoveAdditionForm(ReasonForm):
    act = acts.remove_addition


class FilterForm(forms.Form):
    """The conditions of the list of packs, sent by GET."""

    narrows = True  # conditions of a list: each may stay open

    q = forms.CharField(label=_("Words in it"), required=False, max_length=60)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, person: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "topic", forms.ChoiceField).choices = [
            ("", "–"),
            *Topic.objects.visible_to(person)
            .filter(pk__in=Pack.objects.visible_to(person).values("topic"))
            .order_by("-year", "first_month", "pk")
            .values_list("pk", "title")[:300],
        ]
