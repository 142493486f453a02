"""Section 2: the assumptions, what smoothness means, and what is known."""
