"""Demonstration content and users: an example agency, plainly marked as such, that no real fact stands in."""
