"""Bytes to trees with places, and what may be written in them: YAML, fields, tables, markup."""
