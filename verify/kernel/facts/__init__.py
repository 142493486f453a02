"""The cited theorems: a theorem enters a derivation nowhere else, and the report lists the ones each verdict rests on.

Importing this package fills the register, so that no use of a theorem is unknown to the checker.
"""

from verify.kernel.facts import calculus, curves, determinants, existence, gradients, logistic, norms, numbers, powers

__all__ = ["calculus", "curves", "determinants", "existence", "gradients", "logistic", "norms", "numbers", "powers"]
