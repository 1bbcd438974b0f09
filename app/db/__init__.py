"""What is stored, and how it is asked for.

`tables.py` says what there is, `session.py` opens transactions, the other modules hold queries. A query
takes a connection, never commits, and answers with frozen rows. Every key, unique constraint and reference
includes the tenant (`organisation_id`): it is the shard key, and no row can point into another tenant.
"""
