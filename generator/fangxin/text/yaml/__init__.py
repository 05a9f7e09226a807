"""Bytes → a tree of texts with places: the strict YAML that officials write."""
