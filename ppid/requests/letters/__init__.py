"""Letters of a request: what they say (``content``), how they look (``paper``), how they are kept (``issuing``)."""
