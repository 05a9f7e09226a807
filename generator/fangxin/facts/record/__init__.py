"""One record's bytes → one Merchant, with every problem of the file at once."""
