"""What a change does to whom, before it is public."""
