"""One question to gcad, in a process of its own: strict systems of polynomials as JSON in, a rational point of each or null out.

A polynomial is `[[[exponents], coefficient], …]`, of which it is asked where it is positive.
"""

from __future__ import annotations

import json
import resource
import sys

LONGEST = 120  # seconds of the processor, after which it ends even when nobody is left to stop it


def main() -> None:
    """A line for each system."""
    import sympy
    from gcad import find_instance

    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    asked = json.load(sys.stdin)
    unknowns = [sympy.Symbol(f"v{k}", real=True) for k in range(asked["unknowns"])]
    for system in asked["systems"]:
        made = [
            sympy.Poly.from_dict({tuple(m): sympy.Rational(c) for m, c in p}, *unknowns).as_expr() > 0 for p in system
        ]
        point = None if False in made else find_instance([r for r in made if r != True], unknowns)  # noqa: E712
        print(json.dumps(None if point is None else [str(x) for x in point]), flush=True)


if __name__ == "__main__":
    main()
