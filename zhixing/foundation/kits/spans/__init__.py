"""Spans of days, and what was done in them: day by day, and group by group."""
