"""The signed document: build, lint, sign, verify, status. Nothing here touches the world."""
