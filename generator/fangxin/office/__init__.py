"""What officials do: typed words in, tables in, lists matched, letters out, what is due."""
