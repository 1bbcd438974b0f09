"""The MC-* rules, one small cited function each."""
