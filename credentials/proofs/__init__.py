"""Securing a document: canonical form, cryptosuites, Data Integrity proofs, JWTs."""
