"""Tests of the values that everybody uses."""
