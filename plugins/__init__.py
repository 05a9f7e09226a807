"""When and where Pelican writes the registry: thin adapters, the only code that knows Pelican."""
