"""Certificates with one thing changed, and whether what is accepted is still true."""
