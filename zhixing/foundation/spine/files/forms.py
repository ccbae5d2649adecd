"""Forms of the acts on files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm, ReasonForm
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.machinery.things.models import Thing

from . import acts
from .rules import MOST_BYTES


class AttachFileForm(ActForm[None]):
    act = acts.attach_file
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


class WithdrawFileForm(ReasonForm):
    act = acts.withdraw_file
