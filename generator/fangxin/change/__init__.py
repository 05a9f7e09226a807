"""Two versions: what differs for whom, and what may not."""
