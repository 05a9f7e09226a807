"""Tests that look at the finished site through a real browser."""
