"""Custody: who holds the private keys. Bytes in, signature out; credentials are unknown here."""
