"""Counterexample campaigns: chunks that are functions of (seed, index), done here or on a cluster, kept as they finish."""
