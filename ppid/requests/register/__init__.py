"""The register of requests in its legal form: columns, exports on record (UU 14/2008 Pasal 22)."""
