"""Disputes before the Komisi Informasi and the courts, with their terms (UU 14/2008 Pasal 37-50)."""
