"""The gate: what a push must not do to the public record. One list names every rule."""
