"""The vocabulary: contexts, JSON Schemas, code lists. Data, and just enough code to read it."""
