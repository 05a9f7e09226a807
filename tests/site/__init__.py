"""Tests of every byte of the site."""
