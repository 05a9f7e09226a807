"""Tests of the registry. Shared values are made in ``tests.factories``."""
