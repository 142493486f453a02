"""Simplifying a witness: exactly the minimal ones."""

from fractions import Fraction

from verify import Symbol, symbols
from verify.kernel.point import validate
from verify.language.forms import norm
from verify.language.relation import eq, le
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector
from verify.search.inputs.shrink import complexity, simplified
from verify.search.inputs.ties import following, ties

u, v, x_n, y_n, t_n, y = Vector("u"), Vector("v"), Sample("x_n"), SampleLabel("y_n"), Datum("t_n"), Label("y")


def shrunk(point, still):
    return simplified(validate(point, point), still)


def test_coordinates_data_points_and_digits_are_removed():
    point = {
        x_n: ((Fraction(7, 16), 3, -5), (1, 1, 1)),
        y_n: (-1, 1),
        t_n: (3, Fraction(1, 3)),
        u: (1, Fraction(9, 8), 2),
    }
    found = shrunk(point, lambda p: len(p[u]) >= 1 and p[u][0] > 0 and len(p[y_n]) >= 1)
    assert found == {x_n: ((0,),), y_n: (1,), t_n: (0,), u: (1,)}


def test_opposite_corners_are_written_with_ones():
    point = {u: (Fraction(-5, 7), Fraction(13, 16)), v: (Fraction(9, 4), Fraction(-1, 1024))}
    assert shrunk(point, lambda p: len(p[u]) == 2 and all(a * b < 0 for a, b in zip(p[u], p[v], strict=True))) == {
        u: (1, 1),
        v: (-1, -1),
    }


def test_equal_sizes_change_together():
    still = lambda p: len(p[u]) == 1 and p[u] == p[v] and p[u][0] >= 2  # noqa: E731
    assert shrunk({u: (Fraction(97, 8),), v: (Fraction(97, 8),)}, still) == {u: (2,), v: (2,)}


def test_what_an_equation_ties_to_a_number_follows_it():
    p, q, eps = symbols("p q eps", positive=True)
    tied = following(ties([eq(1 / p + 1 / q, 1), eq(norm(u), eps), le(p, 100)]))
    point = {p: Fraction(34), q: Fraction(34, 33), eps: Fraction(13, 3), u: (Fraction(5, 3), 4)}
    still = lambda c: c[p] > 2 and c[q] and 1 / c[p] + 1 / c[q] == 1 and c[eps] ** 2 == sum(x * x for x in c[u]) > 0  # noqa: E731
    found = simplified(validate(point, point), still, follow=tied)
    assert found == {p: 3, q: Fraction(3, 2), eps: 1, u: (1,)}


def test_a_number_between_two_others_is_the_simplest_fraction():
    t = Symbol("t")
    point = {t: Fraction(203, 205)}
    assert shrunk(point, lambda p: Fraction(1, 2) < p[t] < 1) == {t: Fraction(2, 3)}
    assert shrunk(point, lambda p: Fraction(7, 10) < p[t] < 1) == {t: Fraction(3, 4)}


def test_a_data_set_that_plays_no_part_is_zero():
    point = {x_n: ((1, 1), (3, 1)), u: (1, 1)}
    assert shrunk(point, lambda p: len(p[u]) == 2 and all(p[u]))[x_n] == ((0, 0),)


def test_the_result_still_does_what_is_asked_and_is_never_longer():
    point = validate({u: (Fraction(355, 113), Fraction(22, 7)), y: -1}, [u, y])
    found = simplified(point, lambda p: len(p[u]) == 2 and p[u][0] ** 2 + p[u][1] ** 2 > 19)
    assert sum(a * a for a in found[u]) > 19 and complexity(found) <= complexity(point)
    assert simplified(point, lambda p: False) == point
