"""Section 3.2.3: several maxima, and gradient methods."""
