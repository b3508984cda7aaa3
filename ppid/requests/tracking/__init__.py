"""How an applicant without an account follows his request: by its number and the tracking code, for twenty minutes."""
