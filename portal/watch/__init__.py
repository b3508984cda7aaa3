"""Watching over what the site really gives out: gambling spam (judol), and whatever else nobody here has written."""
