"""What can go wrong with the database, as a tree.

DatabaseFault
├── DatabaseUnavailable   unreachable, locked for too long, deadlocked, full: try again later
├── AlreadyThere          somebody else has this name, or a second open draft was asked for
└── UnstorableText        NUL or a lone surrogate: text that no engine keeps; the edge refuses it first
"""

from __future__ import annotations

from sqlalchemy.exc import DontWrapMixin


class DatabaseFault(Exception):
    """Root of this package's errors."""


class DatabaseUnavailable(DatabaseFault):
    """The database cannot do this now. Nothing was written; the same call may succeed later."""


class AlreadyThere(DatabaseFault):
    """A row with this identity exists. The transaction is intact and may go on."""


class UnstorableText(DatabaseFault, ValueError, DontWrapMixin):
    """Text with U+0000 or a lone surrogate. PostgreSQL refuses the first, drivers break at the second."""
