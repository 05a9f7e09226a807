"""Tests of what is true on a day."""
