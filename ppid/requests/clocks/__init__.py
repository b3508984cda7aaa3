"""Every legal date of a request, and why it is that date (UU 14/2008 Pasal 22 and 35-37).

``clocks.toml`` is the law as data, ``rules`` reads it, ``reckoning`` counts, ``explaining`` tells it in Indonesian.
All of it works on values: no database, no request and no present moment.
"""
