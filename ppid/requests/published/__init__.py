"""What one applicant was answered, made public for all: anonymised, by decision, and through the same moderation."""
