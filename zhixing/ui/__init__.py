"""Buttons, fields, tables, timeline, trace strip: all one sees, and no word of the domain."""
