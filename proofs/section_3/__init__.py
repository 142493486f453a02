"""Section 3: smoothness of adversarial losses, in general."""
