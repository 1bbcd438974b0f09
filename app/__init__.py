"""The service: HTTP, pages, commands, database. Everything that touches the world."""
