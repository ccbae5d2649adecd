"""The roster: units, their study groups, and their people with roles."""
