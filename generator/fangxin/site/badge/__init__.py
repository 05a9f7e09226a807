"""The web badge: the status as colour, word and shape, with ID and days. It keeps its URL."""
