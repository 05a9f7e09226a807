"""What is true about one merchant on one day. The rules are in ``docs/standing.md``."""
