"""What is said of the places of a question bank."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.sentences import Sentence, says

says(
    {
        "item.kind": Sentence(
            _("This is no kind of item that is known."),
            _("Possible are 单选, 多选, 判断, 填空, 简答."),
        ),
        "item.kind_read": Sentence(
            _("No kind is written; by options and key it is read as %(kind)s.")
        ),
        "item.key": Sentence(
            _("This can not be read as a key."),
            _("Write A, ABC or A、C; 对 or 错 for true or false."),
        ),
        "item.key.missing": Sentence(_("No key."), _("Write the key and import again.")),
        "item.key.outside": Sentence(
            _("The key is not among the options."),
            _("Mend the key or the options and import again."),
        ),
        "item.key.single": Sentence(
            _("A single choice with several keys."), _("Call it 多选, or leave one key.")
        ),
        "item.options.few": Sentence(
            _("A choice with fewer than two options."), _("Write the options and import again.")
        ),
        "item.options.same": Sentence(
            _("Two options are the same."), _("Mend them and import again.")
        ),
        "item.options.gap": Sentence(
            _("An option between others is empty."), _("Write it, or move the others up.")
        ),
        "item.text": Sentence(_("No question."), _("Write it and import again.")),
        "item.long": Sentence(
            _("The question, an option or the key is too long."), _("Shorten it and import again.")
        ),
        "item.cut": Sentence(
            _("Longer than %(most)s characters."), _("What is beyond them is left out.")
        ),
        "item.answer": Sentence(
            _("This question is in the bank (%(code)s), and its answer there is another one."),
            _("The answer stays as it is until somebody chooses."),
        ),
        "item.like": Sentence(
            _("A question in the bank (%(code)s) reads like this one."),
            _("Comes in as another question, unless somebody chooses otherwise."),
        ),
        "item.twice_otherwise": Sentence(
            _("The same question as in %(place)s, with another answer."),
            _("The first one counts. Look which one is right, and mend it."),
        ),
        "item.twice": Sentence(_("The same question as in %(place)s."), _("The first one counts.")),
    }
)
