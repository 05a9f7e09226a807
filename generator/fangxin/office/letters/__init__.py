"""Letters to a merchant: which ones its standing calls for, and each as an editable Word file.

    for letter in fitting.letters_due(view, programme, as_of): …
    chosen = choosing.choose("revoke", None, fitting.letters_that_fit(view, programme, as_of), view)
    data = paper.paper(text.lines(chosen, case, theme), case)

Nobody types what a letter says: its kind is decided by the standing, its days by the View.
"""
