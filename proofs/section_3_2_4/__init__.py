"""Section 3.2.4: the example of one swish unit."""
