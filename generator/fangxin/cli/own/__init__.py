"""What one command alone does when it runs: a module, or a folder of them, named like it."""
