"""The words of the site: statuses, acts, flags, and one readable sentence for every reason."""
