"""Lists from elsewhere beside the registry: which merchant a row may mean, for people to confirm.

``whom``: words → the merchants they may mean; a name or a code alone is never a link. ``lists``: a
table that somebody else made → its rows by what its columns mean. ``batch``: the rows of a list of
decisions → the merchants they name for sure. ``penalties``: a monthly list of penalties → what
stands in the registry already, and what is to be entered; ``suspects``: whom a row may mean whose
code does not tell; ``said``: both in words. ``sheet``: the same as a workbook to be filled in by
hand; ``confirm`` reads it again.
"""
