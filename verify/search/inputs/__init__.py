"""Inputs that meet the assumptions of a claim: drawn, placed on what the assumptions say, made smaller."""
