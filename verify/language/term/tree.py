"""The trees themselves: heads, numbers, leaves, and what Python's operators make of them.

Why it is sound: a term is made by `one` alone, which returns the one that there is with this head and these parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import isfinite
from numbers import Rational as RationalNumber
from typing import Any, ClassVar
from zlib import crc32

from verify.language.term.parts import factors, replaced, subterms, summands
from verify.language.term.text import written

_made: dict[Any, Any] = {}
_plain: set[type] = set()  # classes whose terms are equal as terms are
_keep = object.__setattr__


class Term:
    """A head (the class) with its parts `args`; equal terms are one object."""

    __slots__ = ("_free", "_hash", "_indexed", "_key", "_sampled", "args")
    args: tuple[Any, ...]
    _hash: int
    _free: frozenset[Any] | None
    _key: tuple[Any, ...] | None
    _indexed: bool | None
    _sampled: bool | None

    is_Symbol: ClassVar[bool] = False
    is_Number: ClassVar[bool] = False
    is_Integer: ClassVar[bool] = False
    is_Add: ClassVar[bool] = False
    is_Mul: ClassVar[bool] = False
    is_Pow: ClassVar[bool] = False

    def __new__(cls, *args: Any) -> Any:
        return _node(cls, tuple(map(term, args)))

    def __reduce__(self) -> Any:
        return type(self), self.args

    def __copy__(self) -> Term:
        return self

    def __deepcopy__(self, memo: Any) -> Term:
        return self

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other

    @property
    def func(self) -> Callable[..., Any]:
        """What makes the same term of other parts."""
        return type(self)

    @property
    def free_symbols(self) -> frozenset[Any]:
        """The symbols that occur and are not bound."""
        if self._free is None:
            _keep(self, "_free", self._find_free())
        return self._free  # type: ignore[return-value]  # it is known now

    def _find_free(self) -> frozenset[Any]:
        parts = [a.free_symbols for a in self.args]
        found: frozenset[Any] = frozenset().union(*parts)
        return next((part for part in parts if len(part) == len(found)), found)  # one set for many terms

    @property
    def key(self) -> tuple[Any, ...]:
        """An order among terms: simple heads first, then by parts."""
        if self._key is None:
            _keep(self, "_key", self._find_key())
        return self._key  # type: ignore[return-value]  # it is known now

    def _find_key(self) -> tuple[Any, ...]:
        return (_COMPOUND, type(self).__name__, len(self.args), *(a.key for a in self.args))

    def __setattr__(self, name: str, value: Any = None) -> None:
        raise AttributeError(f"{name} is given to a term, which does not change")

    __delattr__ = __setattr__

    def xreplace(self, rule: Mapping[Any, Any]) -> Any:
        """The term with others put in for its parts, all at once."""
        return replaced(self, {k: term(v) for k, v in rule.items()}, {})

    def has(self, *wanted: Any) -> bool:
        """Does one of these terms, or a term of one of these classes, occur in it?"""
        kinds = tuple(w for w in wanted if isinstance(w, type))
        found = {w for w in wanted if not isinstance(w, type)}
        return any(isinstance(t, kinds) or t in found for t in subterms(self))

    def atoms(self, *kinds: type) -> set[Any]:
        """Its parts of these classes; its leaves where none is named."""
        return {t for t in subterms(self) if (isinstance(t, kinds) if kinds else not t.args)}

    def __str__(self) -> str:
        return written(self)

    __repr__ = __str__

    def __add__(self, other: Any) -> Any:
        return _operated(_plus, self, other)

    def __radd__(self, other: Any) -> Any:
        return _operated(_plus, other, self)

    def __sub__(self, other: Any) -> Any:
        return _operated(_minus, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _operated(_minus, other, self)

    def __mul__(self, other: Any) -> Any:
        return _operated(_times, self, other)

    def __rmul__(self, other: Any) -> Any:
        return _operated(_times, other, self)

    def __truediv__(self, other: Any) -> Any:
        return _operated(_over, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _operated(_over, other, self)

    def __pow__(self, other: Any) -> Any:
        return _operated(_power, self, other)

    def __rpow__(self, other: Any) -> Any:
        return _operated(_power, other, self)

    def __neg__(self) -> Any:
        return _minus_of(self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return Abs(self)

    def _compared(self, other: Any) -> Any:
        raise TypeError(
            f"{self} is compared with {other} by Python: write le(a, b) for a <= b, lt(a, b) for a < b, eq(a, b) for a = b, "
            "Max(a, b) and Min(a, b) for max and min"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _compared

    def __bool__(self) -> bool:
        raise TypeError(f"{self} is a term, and neither true nor false")


def one(key: Any, cls: type, args: tuple[Term, ...], hashed: Any, **own: Any) -> Any:
    """The term with this key, made where there is none yet."""
    found: Any = _made.get(key)
    if found is None:
        found = object.__new__(cls)
        own |= {"args": args, "_hash": hash(hashed), "_free": None, "_key": None, "_indexed": None, "_sampled": None}
        for name, value in own.items():
            _keep(found, name, value)
        _made[key] = found
    return found


def _node(cls: type, parts: tuple[Any, ...]) -> Any:
    """The term of this head and these parts, which are terms."""
    key = (id(cls), *map(id, parts))  # they are there as long as the term, which is for ever
    found = _made.get(key)
    if found is None:
        found = one(key, cls, parts, (crc32(cls.__name__.encode()), *(p._hash for p in parts)))
    return found


class Number(Term):
    """A rational number `value`."""

    __slots__ = ("is_Integer", "value")
    is_Number = True
    value: Fraction

    def __new__(cls, value: Any = 0) -> Number:
        if type(value) is int and (known := _made.get((id(Number), value, 1))) is not None:
            return known
        exact = Fraction(value)
        p, q = int(exact.numerator), int(exact.denominator)  # whole numbers of numpy overflow
        made: Number = _made.get((id(Number), p, q)) or _number(p, q)
        return made

    def __reduce__(self) -> Any:
        return Number, (self.value,)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, RationalNumber) and self.value == other)

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def p(self) -> int:
        return self.value.numerator

    @property
    def q(self) -> int:
        return self.value.denominator

    numerator, denominator = p, q

    def __int__(self) -> int:
        return int(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __index__(self) -> int:
        if self.value.denominator != 1:
            raise TypeError(f"{self} is no whole number")
        return self.value.numerator

    def _find_key(self) -> tuple[Any, ...]:
        return (_NUMBER, self.value)

    def _than(self, other: Any) -> Fraction:
        if isinstance(other, Number | RationalNumber):
            return other.value if isinstance(other, Number) else Fraction(other)
        self._compared(other)
        raise AssertionError

    def __lt__(self, other: Any) -> bool:
        return self.value < self._than(other)

    def __le__(self, other: Any) -> bool:
        return self.value <= self._than(other)

    def __gt__(self, other: Any) -> bool:
        return self.value > self._than(other)

    def __ge__(self, other: Any) -> bool:
        return self.value >= self._than(other)


def _number(p: int, q: int) -> Any:
    exact = Fraction(p, q)
    return one((id(Number), p, q), Number, (), exact, value=exact, is_Integer=q == 1)


class Leaf(Term):
    """What has a text and no parts."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, name: str) -> Any:
        if type(name) is not str:
            raise TypeError(f"the name of a {cls.__name__} is {name!r}, expected a string")
        hashed = (crc32(cls.__name__.encode()), crc32(name.encode()))
        return one((id(cls), name), cls, (), hashed, name=name)

    def __reduce__(self) -> Any:
        return type(self), (self.name,)

    def _find_key(self) -> tuple[Any, ...]:
        return (_LEAF, type(self).__name__, self.name)


class Name(Leaf):
    """The name of an unknown function: no symbol, and no number."""


class Constant(Leaf):
    """A real number that is known by its name: pi or E."""


class Infinity(Leaf):
    """What a bound is called where there is none: no number."""


class Add(Term):
    """The sum of its parts, in their order."""

    is_Add = True


class Mul(Term):
    """The product of its parts, in their order."""

    is_Mul = True


class Pow(Term):
    """base**exp."""

    is_Pow = True

    def __new__(cls, base: Any, exp: Any) -> Any:
        return super().__new__(cls, base, exp)

    @property
    def base(self) -> Any:
        return self.args[0]

    @property
    def exp(self) -> Any:
        return self.args[1]


class Function(Term):
    """A function of real numbers, known by its name."""


class Abs(Function):
    """The absolute value."""


_NUMBER, _LEAF, SYMBOL, _COMPOUND = range(4)
NOUGHT, ONE, MINUS_ONE, HALF = Number(0), Number(1), Number(-1), Number(Fraction(1, 2))
pi, E, oo = Constant("pi"), Constant("E"), Infinity("oo")


def term(value: Any) -> Any:
    """A term as it is, and an exact number as one. Raises TypeError for anything else."""
    kind = type(value)
    if kind in _plain:
        return value
    if isinstance(value, Term) and _is_plain(kind):
        _plain.add(kind)
        return value
    if isinstance(value, RationalNumber) and not isinstance(value, bool):
        return Number(value)
    if isinstance(value, float):
        raise inexact(value)
    if isinstance(value, str) and value:
        raise TypeError(f"{value!r} is no term: write Symbol({value!r})")
    raise TypeError(f"{value!r} is no term and no exact number")


def inexact(value: float) -> TypeError:
    """What to write in the place of a float, whose value is another one than its digits say."""
    exact = Fraction(str(value)) if isfinite(value) else None
    return TypeError(
        f"{value} is not exact" + (f": write Rational({exact.numerator}, {exact.denominator})" if exact else "")
    )


def _is_plain(kind: Any) -> bool:
    """Are terms of the class equal as terms are? With an equality of its own one could be found in the place of another."""
    equality: Any = kind.__eq__
    return type(kind) is type and equality in (Term.__eq__, Number.__eq__)


def Integer(value: Any) -> Number:
    """A whole number as a term. Raises ValueError for another one."""
    made = Number(value)
    if not made.is_Integer:
        raise ValueError(f"{value} is no whole number")
    return made


def Rational(p: Any, q: Any = 1) -> Number:
    """The number p/q as a term; one argument may be a text such as "1/3". Raises TypeError for a float."""
    for x in (p, q):
        if isinstance(x, float):
            raise inexact(x)
    exact = (x.value if isinstance(x, Number) else Fraction(x) for x in (p, q))
    return Number(next(exact) / next(exact))


def sqrt(x: Any) -> Any:
    """The square root, as a power."""
    return Pow(x, HALF)


def root(x: Any, n: Any) -> Any:
    """The n-th root, as a power."""
    return Pow(x, Rational(1, n))


def total(parts: Iterable[Any]) -> Any:
    """The sum of terms: 0 of none, and of one itself."""
    found = tuple(map(term, parts))
    return NOUGHT if not found else found[0] if len(found) == 1 else _node(Add, found)


def product(parts: Iterable[Any]) -> Any:
    """The product of terms: 1 of none, and of one itself."""
    found = tuple(map(term, parts))
    return ONE if not found else found[0] if len(found) == 1 else _node(Mul, found)


def base_and_exponent(e: Any) -> tuple[Any, Any]:
    """Of a power its base and its exponent; anything else has the exponent 1."""
    return (e.base, e.exp) if e.is_Pow else (e, ONE)


def _operated(operation: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    try:
        return operation(term(a), term(b))
    except TypeError:
        if isinstance(a, Term | float) and isinstance(b, Term | float):
            raise
        return NotImplemented


def _plus(a: Any, b: Any) -> Any:
    if a.is_Number and b.is_Number:
        return Number(a.value + b.value)
    if a is NOUGHT:
        return b
    if b is NOUGHT:
        return a
    return _node(Add, (*summands(a), b))


def _minus(a: Any, b: Any) -> Any:
    return _plus(a, _minus_of(b))


def _minus_of(a: Any) -> Any:
    """(-1)*a; of a product the product with -1 before it, as Python reads -x*y."""
    first, *rest = factors(a)
    if not first.is_Number:
        return _node(Mul, (MINUS_ONE, first, *rest))
    return product(rest) if first is MINUS_ONE and rest else product([Number(-first.value), *rest])


def _times(a: Any, b: Any) -> Any:
    if a.is_Number and b.is_Number:
        return Number(a.value * b.value)
    if a is ONE:
        return b
    if b is ONE:
        return a
    if a.is_Number and b.is_Mul and b.args[0].is_Number:
        return _times(Number(a.value * b.args[0].value), product(b.args[1:]))
    return _node(Mul, (*factors(a), b))


def _over(a: Any, b: Any) -> Any:
    if b.is_Number and b.value:
        return _times(a, Number(1 / b.value)) if a.is_Number else _times(a, Pow(b, MINUS_ONE)) if b is not ONE else a
    return _times(a, Pow(b, MINUS_ONE))


def _power(a: Any, b: Any) -> Any:
    if a.is_Number and b.is_Number and b.is_Integer and abs(b.value) <= 64 and (a.value or b.value >= 0):
        return Number(a.value ** int(b.value))
    return a if b is ONE else Pow(a, b)
