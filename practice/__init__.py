"""The linear model on real data: adversarial training whose every step is held against the claims. `make data`.

Every number is exact or a ball of python-flint that holds it; a comparison that a ball leaves open is an error, not an answer.
"""
