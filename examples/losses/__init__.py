"""Losses of machine learning, of one number and of linear models."""
