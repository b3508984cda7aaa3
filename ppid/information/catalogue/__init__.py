"""The catalogue of public information (DIP): the live table, its exports, and the editions frozen from it."""
