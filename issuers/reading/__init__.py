"""What an award is worth, in a reader's words: lines of message keys, each with who says so."""

from issuers.reading.keys import LISTS, MESSAGE_KEYS, MESSAGES

__all__ = ["LISTS", "MESSAGES", "MESSAGE_KEYS"]
