"""All records together: found, read in parallel, checked as a whole, and joined into facts."""
