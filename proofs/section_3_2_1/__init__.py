"""Section 3.2.1: adversarial examples inside the ball."""
