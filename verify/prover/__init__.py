"""Finds derivations, certificates and covers; what it finds is worth nothing until it has been checked."""
