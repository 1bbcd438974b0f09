"""The learning domain: who provides what, for how much credit, assessed how, stacking into what."""
