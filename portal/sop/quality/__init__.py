"""Buku Kendali Manajemen Mutu as a report: how the SOP's time standards were kept in a period.

The register (``portal.sop.models.StepRecord``) stays the source; nothing here is stored. The way of a report:
``periods`` (which days) → ``reading`` (the register's rows) → ``figures`` (what they amount to) → ``tables`` (what is
said about it) → the page, ``exports`` and ``paper``, which all say the same.
"""
