"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.refusals import NOTHING_CHANGED, Refusals
from zhixing.learn.joint.refusals import Refused as JointRefused


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ABOUT_ELSEWHERE = ("about.elsewhere", _("This result was not brought to the meeting."))
    AGENDA_EMPTY = ("agenda.empty", _("An agenda has at least one item."))
    ATTENDANCE_BAD = ("attendance.bad", _("Some lines of the attendance are not complete."))
    ATTENDANCE_NO_LINE = ("attendance.no_line", _("This person has no line in the attendance."))
    ATTENDING_STRANGER = (
        "attending.stranger",
        _("Only invited members and attendees of the group are listed here; others are guests."),
    )
    CATEGORY_MISSING = ("category.missing", _("Choose a category."))
    CATEGORY_UNKNOWN = ("category.unknown", _("This category is not among the county's norms."))
    DUE_BEFORE = ("due.before", _("This day lies before the session."))
    GUEST_ELSEWHERE = ("guest.elsewhere", _("This guest was at another session."))
    JOINT_ELSEWHERE = (
        "joint.elsewhere",
        _("Another group leads this joint group; it plans the session and keeps the record."),
    )
    JOINT_OVER = ("joint.over", _("The joint group does not hold on this day."))
    KIND_UNKNOWN = ("kind.unknown", _("This kind of session is not among the county's norms."))
    LEAVE_NOT_BY_LEADER = (
        "leave.not_by_leader",
        _("Leave is granted by the leader or the leader's substitute."),
    )
    LEAVE_REASON = ("leave.reason", _("Choose the reason of the leave."))
    LEAVE_UNGRANTED = (
        "leave.ungranted",
        _("Leave is granted by the leader: say who granted it."),
    )
    MAKE_UP_DAY = ("make_up.day", _("The day lies between the session and today."))
    MAKE_UP_NONE = ("make_up.none", _("This person has nothing to make up here."))
    MAKE_UP_NOT_OWN = (
        "make_up.not_own",
        _("The person belongs to another group, whose study secretary records the make-up."),
        NotAllowed,
    )
    MINUTES_EMPTY = ("minutes.empty", _("The minutes are empty."))
    NOTICE_INCOMPLETE = (
        "notice.incomplete",
        _("Time and place are not set yet. Set them, then issue the notice."),
        NotNow,
    )
    NOTICE_LATE = ("notice.late", _("The notice comes before the session."))
    NOTICE_OVER = (
        "notice.over",
        _("Its day is over, and nobody can be told any more. Record that it was held."),
        NotNow,
    )
    NOTICE_SAME = (
        "notice.same",
        _("The notice that is out says what stands here; nothing has changed."),
        NotNow,
    )
    NOTICE_SHORT = (
        "notice.short",
        _(
            "Working days that the norm asks for: %(asked)s; there are %(left)s. Say why "
            "the notice comes later."
        ),
    )
    PARTNERS_MISSING = ("partners.missing", JointRefused.PARTNERS_MISSING.sentence, NotNow)
    NOTICE_WITHOUT_PARTNERS = (
        "partners.missing",
        _(
            "It is joint study, and no other group is named yet. Choose who studies together,"
            " then issue the notice."
        ),
        NotNow,
    )
    PARTNERS_NOTICED = (
        "partners.noticed",
        _("The notice went to several groups. Cancel the session, and plan another one."),
        NotNow,
    )
    PARTNERS_THERE = (
        "partners.there",
        _("Other groups take part. Take them off first, then it is no joint study any more."),
    )
    PART_THIN = ("part.thin", _("A part has a place and what was done there."))
    PLAN_ELSEWHERE = ("plan.elsewhere", _("This is not a plan of this group."))
    RAISED_EMPTY = ("raised.empty", _("Say in a sentence what was raised."))
    RAISED_OUTCOME = (
        "raised.outcome",
        _(
            "A special meeting decides on institutional outcomes. At another session, note a"
            " measure."
        ),
    )
    REACH_NO_VILLAGE = (
        "reach.no_village",
        _("Only villages and communities are reached in this sense."),
    )
    REASON_MISSING = ("reason.missing", _("The notice is out. Say why it changes."))
    RESULTS_ELSEWHERE = ("results.elsewhere", _("Results are brought to a special meeting."))
    RESULTS_STRANGE = (
        "results.strange",
        _("Only measures, research and problems of the group are brought here."),
    )
    SERIES_MISSING = ("series.missing", _("Numbers are those of a series: choose it too."))
    SERIES_NUMBER_ODD = ("series.number_odd", _("A number of a series is from 1 to 9999."))
    SERIES_NUMBER_TAKEN = (
        "series.number_taken",
        _("Another session of this series has the number %(numbers)s already."),
    )
    SERIES_OVER = ("series.over", _("The series does not hold on the day of the session."))
    SESSION_AHEAD = ("session.ahead", _("Its day has not come yet. Issue the notice."), NotNow)
    SESSION_INCOMPLETE = (
        "session.incomplete",
        _("Time and place are not set yet. Set them first."),
        NotNow,
    )
    SESSION_UNCOUNTED = (
        "session.uncounted",
        _(
            "As it is, it will not count as collective study. %(what)s Add it first; once "
            "the minutes are written they have to be given back for it."
        ),
        NotNow,
    )
    SESSION_UNCATEGORISED = (
        "session.uncounted",
        _("As it is, it will not count as collective study. %(what)s Choose it first."),
        NotNow,
    )
    MINUTES_UNCOUNTED = (
        "session.uncounted",
        _(
            "Signed off as it is, it will not count as collective study. %(what)s Give the minutes"
            " back, so that it is added; after the sign-off it can not be."
        ),
        NotNow,
    )
    SESSION_YEAR = (
        "session.year",
        _("The session stays in %(year)s; plan another one for another year."),
    )
    SPEAKER_STRANGER = (
        "speaker.stranger",
        _("Only somebody of the group speaks; what others say is noted under guests."),
    )
    SPEECH_DOUBLE = (
        "speech.double",
        _("There is a speech of this kind by this person already. Correct that one."),
    )
    SPEECH_ELSEWHERE = ("speech.elsewhere", _("This speech belongs to another session."))
    SPEECH_NOT_OWN = (
        "speech.not_own",
        _("You write your own speech; the study secretary writes for others."),
        NotAllowed,
    )
    TOPIC_YEAR = ("topic.year", _("This topic belongs to %(year)s."))
    PARTNERS_DISSOLVED = ("partners.dissolved", JointRefused.PARTNERS_DISSOLVED.sentence)
    MINUTES_SAME = ("minutes.same", NOTHING_CHANGED)
