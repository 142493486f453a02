"""Terms: the trees that claims are made of. Nothing evaluates, reorders or cancels when one is built: x/x is x/x.

Why it is sound. A term is its head and its parts, as they were written; equal terms are one object. What a term says is never
changed by building another one from it, by putting something into it, or by asking about it:

    a - b  is  a + (-1)*b          a/b  is  a*b**(-1)          sqrt(a)  is  a**(1/2)          -a  is  (-1)*a, -(2*a) is (-2)*a

Three things are done to numerals, which have their value whatever stands beside them: two of them are added, multiplied and
divided (by another one than 0), a sum loses the numeral 0, and a product the numeral 1. A product keeps 0: 0*(1/x) has no value
at x = 0. (a + b) + c and (a*b)*c are written without brackets, as Python reads them.

A symbol has a name, a sort (its class), and the signs that it may have. Two symbols are one where all of that agrees; that no two
of one name stand in a claim is asked by `verify.kernel.whitelist`. Hashes are made of names and numbers alone, so that sets have
the same order in every process.

The modules are to be read in this order: `parts`, `text`, `tree`, `symbol`.
"""

from verify.language.term.parts import factors, rebuilt, subterms, summands
from verify.language.term.symbol import (
    ANY_SIGN,
    DECLARATIONS,
    NEGATIVE,
    POSITIVE,
    ZERO,
    Dummy,
    Symbol,
    Unknown,
    symbols,
)
from verify.language.term.text import written
from verify.language.term.tree import (
    HALF,
    MINUS_ONE,
    NOUGHT,
    ONE,
    Abs,
    Add,
    Constant,
    E,
    Function,
    Infinity,
    Integer,
    Leaf,
    Mul,
    Name,
    Number,
    Pow,
    Rational,
    Term,
    base_and_exponent,
    oo,
    pi,
    product,
    root,
    sqrt,
    term,
    total,
)

__all__ = [
    "ANY_SIGN",
    "DECLARATIONS",
    "HALF",
    "MINUS_ONE",
    "NEGATIVE",
    "NOUGHT",
    "ONE",
    "POSITIVE",
    "ZERO",
    "Abs",
    "Add",
    "Constant",
    "Dummy",
    "E",
    "Function",
    "Infinity",
    "Integer",
    "Leaf",
    "Mul",
    "Name",
    "Number",
    "Pow",
    "Rational",
    "Symbol",
    "Term",
    "Unknown",
    "base_and_exponent",
    "factors",
    "oo",
    "pi",
    "product",
    "rebuilt",
    "root",
    "sqrt",
    "subterms",
    "summands",
    "symbols",
    "term",
    "total",
    "written",
]
