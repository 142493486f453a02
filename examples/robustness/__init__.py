"""Adversarial robustness: certified radii and worst perturbations."""
