"""Registers as they are kept: one CSV file each, with a heading that is known."""
