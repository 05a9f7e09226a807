"""``content/notices/*.md``: what the office publishes in words, checked before Pelican reads it."""
