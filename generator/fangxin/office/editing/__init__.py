"""Facts put into records by commands: what was typed, where it goes, what it would do.

Order of the steps: ``given`` (typed words → values), ``steps`` (values → the new text of a record,
proved), ``proposal`` (new texts → what would follow, then all files written or none).
"""
