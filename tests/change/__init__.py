"""Tests of two versions and the gate."""
