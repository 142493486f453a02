"""Expressions in exact algebra: domains, signs, normal form, equality in Gram form, and what the language admits."""
