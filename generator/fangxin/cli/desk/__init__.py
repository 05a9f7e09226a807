"""What commands share while they run: what was read, the person to ask, how a change is written."""
