"""Terms as sums of products of atoms: one canonical form, by exact rational arithmetic.

Why it is sound. A term becomes c_1 m_1 + ... + c_n m_n with rational numbers c and products m of powers of atoms. Each rule is an
identity of real numbers wherever both of its sides have a value:

    x (y + z) = xy + xz        x^a x^b = x^(a + b)        (x^a)^n = x^(an)        1/(xy) = 1/x 1/y        n whole
    (x y)^a = x^a y^a          where x > 0, or where x >= 0 and y >= 0        (x^k)^a = |x|^(ka) for even k
    (x^a)^b = x^(ab)           where x >= 0                                    x^(a + b) = x^a x^b, x > 0, a and b with symbols
    exp(x + y) = exp x exp y          exp(c log x) = x^c         log(x^a y) = a log x + log y        where x, y > 0
    (q^2)^a = |q|^(2a)       |xy| = |x||y|        |x|^2 = x^2        sign(xy) = sign x sign y        sign(x)^3 = sign x
    y^2 = 1 for a label y
    x sign x = |x|       |x| sign x = x      x sign(x)^2 = x          f(-x) = -f(x) for odd f, f(x) for even f, at 0 their values
    Total, Mean, Jacobian, D f are linear      Norm(c v) = |c| Norm v       Product(f g) = Product f Product g      Product c = c^d
    Norm c = |c| sqrt d        Norm(|u| v) = Norm(u v)        Peak c = c        Peak(f + c) = Peak f + c        Peak(c f) = c Peak f, c >= 0

A root is split only where all of it that leaves the root is positive, or where nothing in it can be negative: sqrt(u^2 y), which is
0 where u = 0 and y < 0, stays as it is. So a root that the form has is one of a number that is not negative wherever the term has a
value. The other parts may have a value where the term has none (x/x is 1), and 1/x times x is 1: the conditions are read off the
term as it is written (`verify.kernel.domain`), never off its form.

Where x may be negative, x^a has a value for every whole a. So a power with symbols in the exponent is split, and (x^a)^n one power,
only where x is not negative, or where the parts of the exponent, and n, are whole. The parts may have no value at x = 0: who uses the
form owes the conditions of `spread_powers`. A power by a number is split only where all parts have values wherever it has one.

The symmetry of the second derivative (Rudin, Principles of Mathematical Analysis, 9.41) asks for functions that are twice continuously
differentiable: it is cited by `verify.kernel.prove`, and a map called f_k is by that name the gradient of f in slot k.

The modules are to be read in this order: `form`, `numbers`, `products`, `common_factors`, `absolute_values`, `roots`,
`partial_fractions`, `symbolic_powers`, `powers`, `functions`, `operators`. Importing this package enters the rule of every head;
a term whose head has none is an atom.
"""

from verify.language.expansion import absolute_values, functions, operators, powers, products, symbolic_powers
from verify.language.expansion.form import Expansion, Exponent, Monomial, expand, expansion, monomial, written
from verify.language.expansion.symbolic_powers import spread_powers

__all__ = [
    "Expansion",
    "Exponent",
    "Monomial",
    "absolute_values",
    "expand",
    "expansion",
    "functions",
    "monomial",
    "operators",
    "powers",
    "products",
    "spread_powers",
    "symbolic_powers",
    "written",
]
