"""A page type that may not wait for the chain, for trying rule 8 before alerts exist."""
