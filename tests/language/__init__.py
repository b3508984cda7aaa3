"""The Indonesian of the admin: its catalogue, its screens, and the words on them."""
