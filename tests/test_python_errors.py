"""What Python says of a slip in an author's module comes with what to write instead."""

import math

import numpy as np
import pytest

from verify import Symbol, Vector, norm
from verify.judging.python_errors import NO_INDEX, UNKNOWN, in_one_line

u, v, s, f = Vector("u"), Vector("v"), Symbol("s"), Symbol("f")
SLIPS = {
    "u[0]": NO_INDEX,
    "norm(u)[1]": NO_INDEX,
    "sum(u)": NO_INDEX,
    "f(u)": UNKNOWN,
    "norm(u)^2": "a power is written **",
    "2^s": "a power is written **",
    "u @ v": "an inner product is written dot(u, v)",
    "np.exp(s)": "NumPy works on numbers: write `from verify import exp`",
    "np.log(norm(u))": "NumPy works on numbers: write `from verify import log`",
    "np.arctan(s)": "NumPy works on numbers: write `from verify import atan`",
    "np.cbrt(s)": "NumPy works on numbers, not on terms",
    "math.sqrt(s)": "the functions of `math` work on numbers: write those of `verify`, as in `from verify import exp`",
    "softplus(s)": "write `from verify import softplus`",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_with_what_to_write(text):
    with pytest.raises((TypeError, NameError)) as caught:
        eval(text, {"u": u, "v": v, "s": s, "f": f, "norm": norm, "np": np, "math": math})
    assert in_one_line(caught.value).endswith(f"; {SLIPS[text]}")


@pytest.mark.parametrize("text", ["(1)[0]", "len(3)", "nowhere", "{} ^ 2", "math.sqrt('x')"])
def test_what_is_no_slip_with_terms_is_told_as_it_is(text):
    with pytest.raises((TypeError, NameError)) as caught:
        eval(text, {"math": math})
    assert in_one_line(caught.value) == f"{type(caught.value).__name__}: {caught.value}"
