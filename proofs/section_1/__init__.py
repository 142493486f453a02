"""Section 1, the introduction."""
