"""Calendar feeds: what a calendar shows of the rooms' things, at a secret address, as iCalendar
(RFC 5545). Rooms register what they give.
"""
