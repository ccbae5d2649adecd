"""Forms of the acts on files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm, ReasonForm
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.machinery.things.models import Thing

from . import acts
from .models import StoredFile
from .rules import MOST_BYTES, Side


def _side() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What the picture shows"),
        choices=[("", "–"), *Side.choices],
        required=False,
        help_text=_("How it was before, or is after: the two stand side by side on the page."),
    )


def _public() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Whoever reported it sees the picture; nobody can be recognised on it"),
        required=False,
    )


class AttachFileForm(ActForm[None]):
    act = acts.attach_file
    field_order = ("about", "upload", "side", "public", "declared")
    about = forms.CharField(
        label=_("Belongs to"), max_length=20, help_text=_("The code of what the file belongs to.")
    )
    upload = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, docx, xlsx, pptx or a picture, at most 10 MB. Pictures are kept without place and"
            " camera."
        ),
    )
    declared = forms.BooleanField(
        label=_("It holds no state secret and no work secret; I answer for that.")
    )

    side = _side()
    public = _public()

    def clean_about(self) -> Thing:
        thing = (
            Thing.objects.visible_to(self.reader)
            .filter(pk=typed(self.cleaned_data["about"]))
            .first()
        )
        if thing is None:
            raise forms.ValidationError(_("There is nothing with this code that you can see."))
        return thing

    def clean_upload(self) -> acts.Upload:
        file = self.cleaned_data["upload"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB."), params={"most": MOST_BYTES // 1_000_000}
            )
        return acts.Upload(file.name, file.read())

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DescribePictureForm(ActForm[StoredFile]):
    act = acts.describe_picture
    side = _side()
    public = _public()

    def build(self) -> None:
        if self.row is not None:
            self.fields["side"].initial = self.row.side
            self.fields["public"].initial = self.row.public


class WithdrawFileForm(ReasonForm):
    act = acts.withdraw_file
