"""The plan as data: content/programme/*.yml read strictly into frozen values."""
