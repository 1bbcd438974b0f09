"""The HTTP API: routes of a few lines, what they take and say, and the table of problems."""
