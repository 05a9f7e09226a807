"""Values that every room uses, and the edge of the machine: problems, days, files, processes,
clock."""
