"""Looks for violations of claims, with inputs that are built to meet their assumptions."""
