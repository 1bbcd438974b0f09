"""The pages that people see: what a route has found out, as HTML.

Functions from frozen views to text. No route, no database, no check is here; a page can be looked at,
and tested, with a view made by hand.
"""
