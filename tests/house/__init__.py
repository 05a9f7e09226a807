"""Tests of the repository itself: layout, documents, pipelines."""
