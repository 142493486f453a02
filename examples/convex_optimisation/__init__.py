"""First-order convex optimisation: a function $ known by name, its gradient, and what is assumed of them."""
