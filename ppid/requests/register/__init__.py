"""The register of requests in its legal form: columns, exports on record, retention (law reference 2.8)."""
