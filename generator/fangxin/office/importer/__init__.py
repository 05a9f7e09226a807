"""Tables become records or rows of a register: by a mapping (``planning``, ``register_rows``) or
out of our own forms (``native``). What would be written is known and judged before a byte is.
"""
