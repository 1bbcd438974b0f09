"""One question each, with its citation. The order in which they are asked is in verification/standard.py."""
