"""The verbs: what the service does. Only these modules open write transactions.

One verb owns one procedure. Routes, pages, commands and jobs call verbs and may read.
"""
