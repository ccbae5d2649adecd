"""The workbook of a unit: all it may enter, as sheets of one file."""
