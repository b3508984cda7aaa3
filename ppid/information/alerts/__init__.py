"""Alerts (informasi serta-merta): what they are made of, when they are in force, and how they reach people.

``vocabulary`` and ``rules`` know nothing but values; everything else stands on them.
"""
