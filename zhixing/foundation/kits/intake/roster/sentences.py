"""What is said of the places of a roster."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.sentences import Sentence, says

says(
    {
        "name.missing": Sentence(_("No name."), _("Write the name and import again.")),
        "name.odd": Sentence(
            _(
                "This can not be a name: a sign that nobody sees, or longer than %(most)s"
                " characters."
            ),
            _("Type it again and import again."),
        ),
        "name.none": Sentence(
            _("This can not be a name: there is no letter in it."),
            _("Write the name and import again."),
        ),
        "name.vacant": Sentence(_("Nobody has this post."), _("The row is left out.")),
        "name.several": Sentence(
            _("Several names in one cell."),
            _("Give everybody a row of their own, and import again."),
        ),
        "unit.alike": Sentence(
            _("“%(name)s” reads like “%(other)s” (%(place)s): perhaps the same unit."),
            _("Taken as two units, unless somebody chooses otherwise."),
        ),
        "unit.alike_here": Sentence(
            _("“%(name)s” reads like “%(other)s”, which is here already: perhaps the same unit."),
            _("Taken as another unit, unless somebody chooses otherwise."),
        ),
        "role.missing": Sentence(
            _("No role in the study group."), _("Write the role and import again.")
        ),
        "role.unknown": Sentence(
            _("This is no role in a study group."),
            _("Possible are 组长, 副组长, 成员, 扩大人员, 列席人员, 学习秘书."),
        ),
        "role.read": Sentence(_("Read as “%(read)s”.")),
        "unit.missing": Sentence(
            _("No unit, and none above it that could hold on."),
            _("Write the unit and import again."),
        ),
        "role.asked": Sentence(
            _("Not decided yet what “%(name)s” is in a study group."),
            _("Answer the question beside the table; then these rows come in."),
        ),
        "phone.lost": Sentence(
            _("The spreadsheet has lost digits of the number: it kept %(kept)s of them."),
            _("The person comes in without a telephone. Write it again, as text."),
        ),
        "phone.none": Sentence(_("This is no telephone."), _("The person comes in without one.")),
        "phone.several": Sentence(
            _("Numbers in one cell: %(count)s."), _("The first one is taken.")
        ),
        "phone.local": Sentence(_("A number without its area code."), _("Taken as it stands.")),
        "phone.extension": Sentence(
            _("Behind the number stands an extension (%(extension)s)."),
            _("The number is taken without it."),
        ),
        "person.same_phone": Sentence(
            _("The same telephone as in %(place)s, under another name: perhaps the same person."),
            _("Taken as two people, unless somebody chooses otherwise."),
        ),
        "person.same_phone_here": Sentence(
            _("Somebody here has this telephone under another name: perhaps the same person."),
            _("Taken as two people, unless somebody chooses otherwise."),
        ),
        "phone.length": Sentence(
            _("Digits: %(digits)s; a mobile has 11."), _("The person comes in without a telephone.")
        ),
        "person.namesake": Sentence(
            _("The same name as in %(place)s, with another telephone."), _("Taken as two people.")
        ),
        "person.twice": Sentence(
            _("The same name and telephone as in %(place)s."),
            _("Taken as one person, in two groups."),
        ),
        "person.again": Sentence(
            _("The same person stands in %(place)s already."), _("This row adds nothing.")
        ),
        "group.two_leaders": Sentence(
            _("Leaders of %(unit)s: %(count)s (rows %(rows)s)."),
            _("The group comes in as incomplete; it files a plan when there is exactly one."),
        ),
        "group.no_leader": Sentence(
            _("%(unit)s has no leader."),
            _("The group comes in as incomplete; it files a plan when there is one."),
        ),
        "group.no_secretary": Sentence(
            _("%(unit)s has no study secretary."),
            _("The group comes in as incomplete; it files a plan when there is one."),
        ),
        "group.absent": Sentence(
            _("%(count)s people of the group of %(unit)s are not in the file."),
            _("They stay. Who has left is released on the page of the group."),
        ),
    }
)
