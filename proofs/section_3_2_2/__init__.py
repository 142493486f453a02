"""Section 3.2.2: adversarial examples on the sphere."""
