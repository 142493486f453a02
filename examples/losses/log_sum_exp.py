"""log-sum-exp against the maximum: max_i z_i <= log(sum of exp(z_i)) <= max_i z_i + log d."""

from verify import Claim, Lemma, Peak, Statement, Total, Vector, chain, d, exp, le, line, log
from verify.facts import all_below, exp_grows, largest, log_grows, one_term

z = Vector("z")
top, sums = Peak(z), Total(exp(z))


def by_one_term():
    """exp(z_i) is a term of the sum, so z_i is at most its logarithm, for each i."""
    term = Lemma(le(exp(z), sums), (line("<=", sums, by=one_term(exp(z))),))
    each = Lemma(le(z, log(sums)), (line("<=", log(sums), by=log_grows(exp(z), sums)),))
    return chain(line("<=", log(sums), by=all_below(z, log(sums))), lemmas=(term, each))


def by_the_largest_term():
    """Each of the d terms is at most the largest one."""
    each = Lemma(le(z, top), (line("<=", top, by=largest(z)),))
    term = exp_grows(z, top)
    whole = Lemma(le(sums, d * exp(top)), (line("<=", d * exp(top), Total(term.slack), by=term),))
    return chain(line("<=", top + log(d), by=log_grows(sums, d * exp(top))), lemmas=(each, whole))


above_printed = Claim(
    name="above-printed",
    says="$log(Σexp(z_i))$ is at most $max_i z_i$.",
    conclusion=le(log(sums), top),
    expected="REFUTED",
)
lower = Claim(
    name="lower",
    says="$log(Σexp(z_i))$ is at least $max_i z_i$.",
    conclusion=le(top, log(sums)),
    derive=by_one_term,
)
above_repaired = Claim(
    name="above-repaired",
    says="$log(Σexp(z_i))$ is at most $max_i z_i + log(d)$.",
    conclusion=le(log(sums), top + log(d)),
    derive=by_the_largest_term,
    source="repair",
    repairs="above-printed",
    added="$log(d)$",
)

STATEMENT = Statement(name="log-sum-exp", title="Log-sum-exp against the maximum", section="2")
