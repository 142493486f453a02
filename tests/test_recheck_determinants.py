"""Theorems on determinants of quadratic forms: what the re-check takes from them is so for matrices, and nothing else is taken."""

from fractions import Fraction

import pytest

from tests.test_recheck import Certificate, minus, times

ZERO = ["zero", []]
SHEAR, BLOCKS = "the determinant after a shear", "the determinant of two separate blocks"


def squared(t):
    return ("^", t, 2)


def dot(u, v):
    return ("total", times(u, v))


def det(form, *coordinates):
    return ("det", form, *coordinates)


def cited(name, before, after, *more, hints=3, least=1, symbols=(), right=None):
    """A certificate that a theorem says of these forms that their determinants are equal, or one a multiple of the other."""
    sorts = {"t": "number", "r": "number", "a": "number", "h": "vector", "g": "vector", "n": "vector", **dict(symbols)}
    c = Certificate(least, **sorts)
    c.cite(name, [before, after, *more], *[ZERO] * hints)
    c.conclude(before, "=", right or after)
    return c


def sheared(form, after, moved, step, *coordinates, **more):
    return cited(SHEAR, det(form, *coordinates), det(after, *coordinates), moved, step, **more)


def separate(form, rest, alone, factor, coordinates, fewer, **more):
    right = times(factor, det(rest, *fewer))
    return cited(BLOCKS, det(form, *coordinates), det(rest, *fewer), alone, factor, hints=2, right=right, **more)


T, H, TR = squared("t"), dot("h", "h"), times("t", "r")
FAR = times("a", "r")
SUM = ("+", "t", FAR)
TN, NH = times("t", "n"), dot("n", "h")
MOVED_H = ("+", H, times(2, "t", NH), times(T, dot("n", "n")))

TRUE = {
    "a number moves by a number": sheared(
        ("+", T, squared("r")), ("+", squared(SUM), squared("r")), "t", FAR, "t", "r"
    ),
    "a vector moves by a number times a vector": sheared(("+", T, H), ("+", T, MOVED_H), "h", TN, "t", "h"),
    "a number moves by an inner product": sheared(
        ("+", T, H), ("+", T, times(2, "t", NH), squared(NH), H), "t", NH, "t", "h"
    ),
    "nothing moves": sheared(T, T, "t", 0, "t"),
    "the order of the coordinates": cited(SHEAR, det(TR, "t", "r"), det(TR, "r", "t"), "t", 0),
    "blocks": separate(("+", times("a", T), H), H, "t", "a", ["t", "h"], ["h"]),
    "a block of zeros": separate(H, H, "t", 0, ["t", "h"], ["h"]),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_theorem_is_used(name):
    assert TRUE[name].check()


FALSE = {
    "a coordinate moves by itself": sheared(T, times(4, T), "t", "t", "t"),
    "by a constant": sheared(("+", T, times(0, "r")), squared(("+", "t", 1)), "t", 1, "t"),
    "by a square": sheared(T, squared(("+", "t", squared("r"))), "t", squared("r"), "t", "r"),
    "by a root of squares": sheared(
        ("+", T, H), ("+", squared(("+", "t", ("norm", "h"))), H), "t", ("norm", "h"), "t", "h"
    ),
    "by what has another coordinate in it": sheared(T, squared(("+", "t", "r")), "t", "r", "t"),
    "a number moves by a vector": sheared(("+", T, H), ("+", T, H), "t", times(0, "h"), "t", "h"),
    "a number that is no coordinate moves": sheared(T, T, "a", 0, "t"),
    "another form": sheared(T, times(2, T), "t", 0, "t"),
    "other coordinates": cited(SHEAR, det(T, "t"), det(T, "t", "r"), "t", 0),
    "another number of coordinates": cited(SHEAR, det(T, "t", "h"), det(T, "t", "g"), "t", 0),
    "a form with a constant": sheared(("+", T, 1), ("+", T, 1), "t", 0, "t"),
    "a form of degree one": sheared("t", "t", "t", 0, "t"),
    "a form of degree four": sheared(("^", "t", 4), ("^", "t", 4), "t", 0, "t"),
    "a form with a norm": sheared(times("t", ("norm", "h")), times("t", ("norm", "h")), "t", 0, "t", "h"),
    "a form with an absolute value": sheared(("abs", TR), ("abs", TR), "t", 0, "t", "r"),
    "a form that has no value at 0": sheared(times(T, T, ("^", T, -1)), T, "t", 0, "t"),
    "R^0": sheared(T, T, "t", 0, "t", least=0),
    "blocks that are not apart": separate(("+", T, H, times("t", NH)), H, "t", 1, ["t", "h"], ["h"]),
    "a factor with a coordinate": separate(
        ("+", times("r", T), squared("r")), squared("r"), "t", "r", ["t", "r"], ["r"]
    ),
    "a vector alone": separate(("+", H, T), T, "h", 1, ["t", "h"], ["t"]),
    "alone in both": separate(("+", T, T), T, "t", 1, ["t"], ["t"]),
    "a coordinate too few": separate(("+", T, H), H, "t", 1, ["t", "h", "r"], ["h"]),
    "a form in more than that": separate(("+", T, "a"), "a", "t", 1, ["t", "r"], ["r"]),
}


@pytest.mark.parametrize("name", FALSE)
def test_nothing_is_said_where_a_premise_fails(name):
    assert FALSE[name].refused()


def equal(before, after, **symbols):
    """The two terms are equal as they are."""
    c = Certificate(1, t="number", r="number", h="vector", n="vector", **symbols)
    c.conclude(before, "=", after)
    c.show((before, "=", after), ZERO)
    return c


def test_determinants_of_equal_forms_in_the_same_coordinates_are_equal():
    square = squared(("+", "t", "r"))
    assert equal(det(square, "t", "r"), det(("+", T, times(2, TR), squared("r")), "t", "r")).check()
    assert equal(det(T, "t"), det(T, "t", "r")).refused()
    assert equal(det(TR, "t", "r"), det(times(2, TR), "t", "r")).refused()
    assert equal(det(T, "t"), det(squared("r"), "r")).refused()  # the same, but not seen to be


@pytest.mark.parametrize(
    "form, coordinates",
    [
        (T, []), (T, [1]), (T, ["d"]), (T, [("+", "t", 0)]), (T, ["t", "t"]), (squared("h"), ["h"]), (squared("p"), ["p"]),
        (squared("k"), ["k"]), (squared("y"), ["y"]), (dot("x", "x"), ["t"]), (("mean", dot("x", "x")), ["x"]),
    ],
)  # fmt: skip
def test_a_determinant_binds_numbers_and_vectors_of_which_nothing_is_declared(form, coordinates):
    c = equal(det(form, *coordinates), det(form, *coordinates), p="positive", k="number", y="label", x="sample")
    c.json["symbols"][c.names.index("k")][3] = True
    assert c.refused()


def test_a_form_has_a_value_for_all_values_of_its_coordinates():
    """Also where something is assumed of a number with the name of one."""
    quotient = times(T, "r", ("^", "r", -1))
    assert equal(det(quotient, "t", "r"), det(T, "t", "r")).refused()
    c = Certificate(1, t="number", r="number")
    c.assume("r", "!=", 0)
    c.owe("r", ["k", 0])
    c.conclude(det(quotient, "t", "r"), "=", det(T, "t", "r"))
    c.show((det(quotient, "t", "r"), "=", det(T, "t", "r")), ZERO)
    assert c.refused()


def test_in_a_rule_nothing_is_supposed_of_coordinates():
    """For all t with t = 0: det(t^2; t) = det(0; t). It would be the determinant that is 1, and 0."""
    c = Certificate(1, t="number")
    r = (det(T, "t"), "=", det(times(0, T), "t"))
    rule = c.schema(["t"], r, ("t", "=", 0))
    c.step("rule", rule, [["show", c.relation(*r), ["zero", [[c("t"), 0]]]]])
    c.conclude(1, "=", 1)
    c.show((1, "=", 1), ZERO)
    assert c.refused()


def put_for_all(bound):
    """For all s there is what is said of det(t s t; t), used at s = t or at a number."""
    c = Certificate(1, t="number", s="number", a="number")
    form = times("s", T)
    c.json["assume"].append(c.schema(["s"], (det(form, "t"), "=", "s")))
    c.step("use", 0, [c(bound)], [[]], [])
    c.conclude(det(times(bound, T), "t"), "=", bound)
    return c


@pytest.mark.parametrize("bound", ["t", "a", 2])
def test_nothing_is_put_into_a_determinant(bound):
    assert put_for_all(bound).refused()


def test_a_symbol_is_bound_or_free():
    c = Certificate(1, t="number", a="number")
    c.conclude("t", "=", ("+", "t", minus(det(T, "t"), det(T, "t"))))
    c.show(("t", "=", ("+", "t", minus(det(T, "t"), det(T, "t")))), ZERO)
    assert c.refused()


def test_what_stands_for_every_value_is_new():
    """Q(u) is asked for all u: where something is known of the symbol u, or the form speaks of it, it is not."""
    c = sheared(T, T, "t", 0, "t", symbols={"t_u": "positive"})
    assert c.refused()
    c = sheared(T, T, "t", 0, "t", symbols={"t_u": "number"})
    c.assume("t_u", "=", 0)
    assert c.refused()
    assert sheared(times("t_u", T), times("t_u", T), "t", 0, "t", symbols={"t_u": "number"}).refused()
    assert sheared(T, T, "t", 0, "t", symbols={"t_u": "number"}).check()


def test_the_kinds_of_the_coordinates_are_printed():
    said = [*TRUE["blocks"].check().statement()]
    assert said[0] == "for every dimension d >= 1 and all a (number)"
    assert said[-1].endswith(" = a·det(Σᵢ[h·h]; h (vector))")
    assert "; t (number), h (vector)) = " in said[-1]


def matrix(form, size):
    """Of a quadratic form, by its values."""
    units = [[Fraction(i == j) for i in range(size)] for j in range(size)]

    def entry(u, v):
        return (form([a + b for a, b in zip(u, v, strict=True)]) - form([a - b for a, b in zip(u, v, strict=True)])) / 4

    return [[entry(u, v) for u in units] for v in units]


def determinant(m):
    if not m:
        return 1
    minors = ([row[:k] + row[k + 1 :] for row in m[1:]] for k in range(len(m)))
    return sum((-1) ** k * m[0][k] * determinant(minor) for k, minor in enumerate(minors))


@pytest.mark.parametrize("n", [(1,), (2, -1), (1, 3, -2)])
@pytest.mark.parametrize("a", [0, 1, -2])
def test_the_theorems_are_so(n, a):
    """Of the forms above, with t first, r in the place of h in R^1, and for some numbers."""

    def inner(u, v):
        return sum(x * y for x, y in zip(u, v, strict=True))

    def moved(u):
        return u[0] ** 2 + inner(u[1:], u[1:]) + 2 * u[0] * inner(n, u[1:]) + u[0] ** 2 * inner(n, n)

    size = 1 + len(n)
    plain = determinant(matrix(lambda u: u[0] ** 2 + inner(u[1:], u[1:]), size))
    assert determinant(matrix(moved, size)) == plain == 1
    assert determinant(matrix(lambda u: (u[0] + inner(n, u[1:])) ** 2 + inner(u[1:], u[1:]), size)) == plain
    assert determinant(matrix(lambda u: a * u[0] ** 2 + inner(u[1:], u[1:]), size)) == a


def test_a_function_that_is_chosen_is_not_put_into_a_determinant():
    """Its expression may speak of a coordinate."""
    c = Certificate(1, v="vector", t="number")
    c.json["verdict"] = "REFUTED"
    c.conclude(det(times(("value", "f", "v"), T), "t"), "=", 0)
    point = {"dimension": 1, "sample": 1, "values": [["1"], None]}
    c.json["proof"] = {"rule": "choice", "functions": {"f": [[0], c("t")]}, "constants": [], "shown": []} | point
    assert c.refused() == "nothing is put into a determinant"
