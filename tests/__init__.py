"""Tests of the registry. Shared values are made in ``tests.support.factories``."""
