"""Finds covers of boxes, and roots in them."""
