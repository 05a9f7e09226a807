"""Tests of what the public may know."""
