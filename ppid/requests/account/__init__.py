"""The account of the year: figures from the registers, their public page, the annual report (UU 14/2008 Pasal 12)."""
