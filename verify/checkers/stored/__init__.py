"""Stored records, each checked again from its own text."""
