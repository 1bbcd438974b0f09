"""One question each, with its citation."""
