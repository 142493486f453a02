"""Section 3.1: binary linear classification, under the L2 and the L∞ constraint."""
