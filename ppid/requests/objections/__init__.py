"""Objections: what an applicant brings before the superior of the PPID, and what is decided on it (Pasal 35-36)."""
