"""What is said of the places of a county's plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.sentences import Sentence, says

says(
    {
        "unit.left": Sentence(
            _("“%(name)s” is no unit that is known here."),
            _("The topic comes in without it."),
            on_entry=True,
        ),
        "title.missing": Sentence(_("No topic."), _("Write the topic and import again.")),
        "year.unreadable": Sentence(_("This is no year."), _("Write 2026 and import again.")),
        "months.unreadable": Sentence(
            _("This is no month, range of months or quarter."),
            _("Write 5月, 7-9月 or 第二季度 and import again."),
        ),
        "months.year": Sentence(
            _("The months are of another year than the topic (%(year)s)."),
            _("Mend one of the two, and import again."),
        ),
        "category.unknown": Sentence(
            _("This is none of the nine content categories."),
            _("Kept as it is written; choose the category on the page of the topic."),
            on_entry=True,
        ),
        "cell.empty": Sentence(_("Empty."), _("The topic comes in without it."), on_entry=True),
        "topic.twice": Sentence(_("The same topic as in %(place)s."), _("The first one counts.")),
    }
)
