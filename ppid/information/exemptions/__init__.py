"""Exempt information: tested, decided, listed, and opened in time (UU 14/2008 Pasal 17-20, PP 61/2010 Pasal 3-11)."""
