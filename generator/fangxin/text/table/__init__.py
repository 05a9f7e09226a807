"""Tables as offices have them: workbooks and CSV of any shape, and their headings."""
