"""The citizen's form: /permohonan/ and one question a page, without scripts and without an account."""
