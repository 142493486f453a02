"""Prove or refute an inequality that no one has derived by hand: read, look for a point against it, look for a proof."""
