"""Section 3.2: general losses under the L2 constraint."""
