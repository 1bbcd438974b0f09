"""Every text that a person reads, by key, in every language that we have.

Code names a `Message`; a catalogue (one JSON file for each language, beside this one) turns it into
words. English is complete by test; another language is a file with the same keys.
"""

from app.messages.catalogue import Catalogue, Message, Piece, UnknownMessage, catalogue, message

__all__ = ["Catalogue", "Message", "Piece", "UnknownMessage", "catalogue", "message"]
