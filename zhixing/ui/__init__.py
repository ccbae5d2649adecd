"""Buttons, fields, tables, timeline, trace strip: everything one sees, and no word of the domain."""
