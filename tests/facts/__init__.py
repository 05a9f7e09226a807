"""Tests of what officials wrote."""
