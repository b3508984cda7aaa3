"""The public page on which anyone reckons a deadline and reads why it falls on that day: /permohonan/tenggat/."""
