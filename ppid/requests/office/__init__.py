"""The back office: finding requests, entering them at the counter, and everything that is done about one."""
