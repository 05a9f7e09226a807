"""What several tests use: registries, offices, servers, oracles and readers."""
