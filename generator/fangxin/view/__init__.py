"""The View: everything public that a merchant's files are made of, and nothing else."""
