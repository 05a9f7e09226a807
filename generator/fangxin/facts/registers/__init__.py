"""``content/registers``: what was inspected, complained of, listed and misused, read strictly."""
