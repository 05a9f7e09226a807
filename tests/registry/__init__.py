"""Tests of a whole version."""
