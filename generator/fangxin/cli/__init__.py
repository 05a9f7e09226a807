"""The command line: what every command is called, takes, and runs."""
