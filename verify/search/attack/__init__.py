"""Attacks against the largest loss in a ball: the exact optimum of a linear model, the certified maximum of a small network."""
