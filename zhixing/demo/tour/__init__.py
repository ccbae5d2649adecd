"""The way through the demo county: what a visitor is shown first, and as whom.

A story remembers under a name what it made (``remembering.py``), a scene says which name it opens
and what to look at (``scenes.py``); the door of the demo draws the scenes (``faces/desk/door.py``).
"""
