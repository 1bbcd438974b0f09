"""Judging a document that someone presents, from evidence that someone else fetched."""
