"""What is said of the places of a ledger."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.sentences import Sentence, says

says(
    {
        "person.elsewhere": Sentence(
            _("Somebody of another unit has this name, nobody of %(unit)s."),
            _("The name comes in as text. Name the responsible person on the page of the problem."),
        ),
        "text.missing": Sentence(_("No problem is described."), _("Describe it and import again.")),
        "due.missing": Sentence(
            _("No deadline."),
            _("A problem that is handed over has one: write it and import again."),
        ),
        "due.unreadable": Sentence(
            _("This can not be read as a deadline."),
            _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
        ),
        "due.twofold": Sentence(
            _("This can be read as two different days."),
            _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
        ),
        "due.never": Sentence(
            _("There is no such day."),
            _("Write 2026-09-30, 9月底前, 立行立改 or 长期坚持 and import again."),
        ),
        "due.closed": Sentence(
            _("This can not be read as a deadline."),
            _("The row is struck off; it comes in without one."),
            on_entry=True,
        ),
        "due.immediate": Sentence(
            _("To be mended at once: by %(day)s, working days from the day of receipt: %(days)s."),
            on_entry=True,
        ),
        "due.within": Sentence(
            _("Counted from the day of receipt, %(received)s: %(day)s."), on_entry=True
        ),
        "due.until": Sentence(_("A span of days: its end counts, %(day)s."), on_entry=True),
        "due.time": Sentence(
            _("A deadline is a day: %(day)s."),
            _("The time of day, %(time)s, is kept in words as the aim of the problem."),
            on_entry=True,
        ),
        "due.standing": Sentence(
            _(
                "Has no end: comes in as under way, and shelving is proposed to the leader, to be"
                " reviewed on %(day)s."
            ),
            on_entry=True,
        ),
        "due.done": Sentence(
            _("Has no end, and is done by its own words."),
            _("Comes in as reported solved; somebody verifies it."),
            on_entry=True,
        ),
        "class.unknown": Sentence(
            _("This is no class of problem."),
            _("The problem comes in without a class. Possible are 共性, 个性, 特殊."),
            on_entry=True,
        ),
        "source.unknown": Sentence(
            _("This source is not known."), _("Comes in as “other”."), on_entry=True
        ),
        "progress.unknown": Sentence(
            _("This does not say how far it has come."),
            _("Write 未启动, 正在推进, 持续推进, 已列入…计划 or 已完成 and import again."),
        ),
        "struck.unknown": Sentence(
            _("This does not say whether it is struck off."), _("Write 是 or 否 and import again.")
        ),
        "struck.contradiction": Sentence(
            _("Struck off, though by its own words it is not done."),
            _(
                "Comes in as closed before Zhixing, and stands among the loose ends until"
                " somebody says"
                " why."
            ),
            on_entry=True,
        ),
        "problem.here": Sentence(
            _("This problem is here already (%(code)s) and reads otherwise."),
            _("Nothing is changed until you choose."),
            opens=_("Open the problem"),
        ),
        "code.unknown": Sentence(
            _("No problem has the code %(code)s."),
            _("Taken by its unit and its words. Mend the code where it was meant."),
        ),
        "problem.twice": Sentence(
            _("The same problem of the same unit as in %(place)s."), _("The first one counts.")
        ),
    }
)
