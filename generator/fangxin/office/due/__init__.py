"""待办: everything that is due, for the office and for departments. Pure."""
