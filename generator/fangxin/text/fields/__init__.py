"""One declarative table per document: what may be written, in which shape, under which name."""
