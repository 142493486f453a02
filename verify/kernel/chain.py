"""Check a derivation line by line: a chain from one side of a claim to the other, each link justified by what is visible.

Why it is sound. Let G be the claim's assumptions with all that was shown before. The rules are

    e1 - e0 = 0 modulo the equations of G              e1 - e0 = t1 + ... + tk modulo G        G |- ti >= 0 (some ti > 0)
    --------------------------------------            -------------------------------------------------------------------
                G |- e0 = e1                                         G |- e0 <= e1   (e0 < e1)

    G |- e0 R1 e1, ..., R(n) en          G |- 0 <= b      G |- a^2 <= b^2           G |- L      G, L |- R
    ---------------------------         ----------------------------------         ----------------------
      G |- e0 R en, R the                        G |- a <= b                             G |- R
      strictest that occurs

    for a < b, a = b and a != b also 0 <= a is owed; a < b gives a != b

    G without what speaks of v, A(v) |- R(v)
    -----------------------------------------   (a rule: v is then free in no assumption)
        G |- for all v: A(v) => R(v)

    G |- premises of a theorem "there is a t with P"       G, P(t) |- R(t)       t is free in no part of G
    ------------------------------------------------------------------------------------------------------
                  there is a t with R(t), where the claim says so (`verify.kernel.prove`)

Every expression that enters, the sides of a side result as well as their squares, is in the language and has a value under G.
It speaks of the claim's symbols, or of numbers of which nothing is declared, or that are whole and not negative: what is
shown with such a number holds for each. Where the vectors may be those of R^0 no line speaks of d or of a coordinate, and no rule is taken.

A line may appeal to theorems and assumptions; what they say (`verify.kernel.appeals.stated`) is known in that line only.
Not checked here: what a theorem says (`verify.kernel.facts`), what is zero (`verify.kernel.gram`), what has a sign
(`verify.kernel.signs`). What is written and not needed is refused too: that is for the reader, and no proof rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from verify.kernel.appeals import require_no_coordinate, require_values, stated, symbols_of
from verify.kernel.facts.register import CHAIN_RULE, EXISTENCE, SYMMETRY, WITH_VARIABLE
from verify.kernel.gram import is_zero
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.signs import Signs, Test, factored, left_over
from verify.kernel.whitelist import require_language, require_symbols
from verify.language.claim import Claim
from verify.language.operators import Field, Jacobian, Value, gradient_slot
from verify.language.possible import NOT_NEGATIVE
from verify.language.proof import Appeal, Derivation, Line, Moving, Rule, Schema, There
from verify.language.relation import Relation
from verify.language.term import ANY_SIGN, Symbol


def check(claim: Claim, derivation: Derivation, signs: Signs) -> None:
    """Raise NotShown, with the line and the reason, unless the derivation shows the claim's conclusion."""
    if type(derivation) is not Derivation:
        raise TypeError(f"a {type(derivation).__name__} is no Derivation: write chain(...)")
    for rule in derivation.rules:
        claim = _with_rule(claim, rule, derivation, signs)
    cited = _cited(derivation)
    if derivation.there is not None:
        claim = _with_existence(claim, derivation.there, signs)
        derivation = replace(derivation, rules=(), there=None)
    for number, lemma in enumerate(derivation.lemmas):
        with _within(Reason.SIDE_RESULT, relation=lemma.relation):
            _chain(lemma.relation, lemma.lines, lemma.squared, signs, claim)
        later = replace(derivation, lemmas=derivation.lemmas[number + 1 :], rules=())
        if lemma.relation.op == "=" and _passes(claim, later, signs.copy()):
            raise NotShown(Reason.IDLE_LEMMA, relation=lemma.relation)
        signs.assume(lemma.relation)
    _chain(claim.conclusion, derivation.lines, derivation.squared, signs, claim)
    idle = [x.relation for x in derivation.lemmas if x.relation.op != "=" and x.relation not in signs.used]
    if idle:
        raise NotShown(Reason.IDLE_LEMMA, relation=idle[0])
    for name in cited:
        signs.facts[name] = None


@contextmanager
def _within(part: Reason, **named: Any) -> Iterator[None]:
    """What is not shown there is said to be so of this part of the derivation, which counts its own lines."""
    try:
        yield
    except NotShown as why:
        raise NotShown(part, **named, why=why.said) from None


def _with_rule(claim: Claim, rule: Rule, derivation: Derivation, signs: Signs) -> Claim:
    """The claim with the rule among its assumptions, once the rule is shown without what is assumed of its variables.

    Generalisation: what is shown of v, and assumed of it nowhere, holds for all v. Raises NotShown where it is not shown.
    """
    if claim.beside:
        raise NotShown(Reason.RULE_IN_R0)
    there = derivation.there
    asked = there is not None and any(same(rule.schema, p) for p in there.premises)
    if not asked and not any(a.args[0] == rule.schema for one in _lines(derivation) for a in one.by):
        raise NotShown(Reason.IDLE_RULE, name=rule.schema.name)
    require_symbols(rule.schema.variables)
    free = tuple(a for a in claim.assuming if not _free_symbols(a) & set(rule.schema.variables))
    own = replace(
        claim, assuming=(*free, *rule.schema.assuming), conclusion=rule.schema.relation, derive=None, exists=()
    )
    known = Signs(own.relations)
    require_values(own.expressions, known, f"the rule {rule.schema.name}")
    with _within(Reason.RULE_SHOWN, name=rule.schema.name):
        check(own, rule.shown, known)
    signs.facts |= known.facts
    return replace(claim, assuming=(*claim.assuming, rule.schema))


def _with_existence(claim: Claim, there: There, signs: Signs) -> Claim:
    """The claim with what the theorem says of the symbols bound by "there is", once its premises are shown.

    Elimination of "there is": nothing was known of these symbols, so they may stand for what there is. Raises NotShown.
    """
    says = EXISTENCE.get(there.name)
    if says is None:
        raise NotShown(Reason.NOT_CITED, name=there.name)
    if not claim.exists or claim.exists != there.unknowns or claim.witness or claim.uniform:
        raise NotShown(Reason.OTHER_UNKNOWNS, name=there.name)
    if claim.allows_no_vectors:
        raise NotShown(Reason.RULE_IN_R0)
    if any(_free_symbols(a) & set(claim.exists) for a in claim.assuming):
        raise NotShown(Reason.KNOWN_ALREADY, name=there.name)
    for lemma in there.lemmas:
        with _within(Reason.SIDE_RESULT, relation=lemma.relation):
            _chain(lemma.relation, lemma.lines, lemma.squared, signs, claim)
        signs.assume(lemma.relation)
    parts, premises = says(there.unknowns, *there.args)
    for premise in premises:
        if isinstance(premise, Schema):
            shown = any(same(s, premise) and _has_values(s, signs) for s in claim.schemas)
        else:
            _admit((premise.lhs, premise.rhs), signs, claim, there.name)
            shown = bool(signs.holds(premise))
        if not shown:
            raise NotShown(Reason.PREMISE_NOT_SHOWN, name=there.name, premise=_relation(premise))
    for r in map(_relation, parts):
        require_language((r.lhs, r.rhs))
    for part in parts:
        if isinstance(part, Schema):
            require_symbols(part.variables)
            claim = replace(claim, assuming=(*claim.assuming, part))
        else:
            _admit((part.lhs, part.rhs), signs, claim, there.name)
            signs.assume(part)
    signs.facts[there.name] = None
    signs.facts[CHAIN_RULE] = None
    return claim


def _relation(part: Relation | Schema) -> Relation:
    return part.relation if isinstance(part, Schema) else part


def same(schema: Schema, other: Any) -> bool:
    """Do the two say the same of the same variables, whatever their names are?"""
    if not isinstance(other, Schema) or schema.variables != other.variables:
        return False
    pairs = [*zip(schema.assuming, other.assuming, strict=False), (schema.relation, other.relation)]
    same = all(a.op == b.op and _equal(a.lhs, b.lhs) and _equal(a.rhs, b.rhs) for a, b in pairs)
    return len(schema.assuming) == len(other.assuming) and same


def _has_values(schema: Schema, signs: Signs) -> bool:
    """Have its sides a value for all values of its variables? Where they have none it says nothing."""
    sides = tuple(side for r in (schema.relation, *schema.assuming) for side in (r.lhs, r.rhs))
    try:
        require_values(sides, signs.only(lambda known: not known.free_symbols & {*schema.variables}), schema.name)
    except NotShown:
        return False
    return True


def _equal(a: Any, b: Any) -> bool:
    return bool(is_zero(a - b, Signs(()).zero))


def _free_symbols(a: Relation | Schema) -> set[Any]:
    """The symbols that the assumption speaks of, without those that a schema binds."""
    relations, bound = ((a.relation, *a.assuming), set(a.variables)) if isinstance(a, Schema) else ((a,), set())
    return {s for r in relations for s in r.lhs.free_symbols | r.rhs.free_symbols} - bound


def _lines(derivation: Derivation) -> list[Line]:
    before = derivation.there.lemmas if derivation.there else ()
    return [*derivation.lines, *(x for lemma in (*before, *derivation.lemmas) for x in lemma.lines)]


def _passes(claim: Claim, derivation: Derivation, signs: Signs) -> bool:
    try:
        check(claim, derivation, signs)
    except NotShown:
        return False
    return True


def _cited(derivation: Derivation) -> list[str]:
    appeals = [a for one in _lines(derivation) for a in one.by]
    theorems = [a.name for a in appeals if not isinstance(a.args[0], Schema)]
    return [*theorems, *(CHAIN_RULE for a in appeals if _differentiates(a))]


def _differentiates(appeal: Appeal) -> bool:
    """Does it take the derivative of a function that is known by name?"""
    first = appeal.args[0]
    return isinstance(first, Moving) or (appeal.name in WITH_VARIABLE and first.has(Field, Value))


def _chain(goal: Relation, lines: tuple[Line, ...], squared: bool, signs: Signs, claim: Claim) -> None:
    """Transitivity: a chain shows the strictest relation in it, and < shows !=. Between squares, t^2 increases on t >= 0."""
    start, end = (goal.lhs**2, goal.rhs**2) if squared else (goal.lhs, goal.rhs)
    if squared and not (signs.nonnegative(goal.rhs) and (goal.op == "<=" or signs.nonnegative(goal.lhs))):
        raise NotShown(Reason.SQUARES_OF_UNKNOWN_SIGN)
    if not lines:
        raise NotShown(Reason.NO_CHAIN)
    _admit((goal.lhs, goal.rhs, start, end), signs, claim, "the claim or a side result")
    strict, weak, current = False, False, start
    for number, one in enumerate(lines, 1):
        _line(one, current, number, signs, claim)
        strict, weak, current = strict or one.op == "<", weak or one.op == "<=", one.expr
    if not is_zero(current - end, signs.zero):
        raise NotShown(Reason.OTHER_END, end=current, wanted=end)
    if (goal.op == "=" and (strict or weak)) or (goal.op in ("<", "!=") and not strict):
        raise NotShown(Reason.NOT_THIS_RELATION, op=goal.op)


def _line(one: Line, current: Any, number: int, signs: Signs, claim: Claim) -> None:
    """An equality is one of normal forms; an inequality is a sum of terms >= 0, one of them > 0 where it is strict."""
    here = signs.copy()
    said = [(appeal.name, stated(appeal, here, claim)) for appeal in one.by]
    for _, relation in said:
        here.assume(relation)
        _cite_symmetry((relation.lhs, relation.rhs), signs)
    terms = one.terms or (tuple(a.slack for a in one.by) if one.op != "=" else ())
    _admit((one.expr, *terms), here, claim, f"line {number}")
    if one.op == "=":
        if one.terms:
            raise NotShown(Reason.TERMS_OF_EQUALITY, line=number)
        if not is_zero(rest := one.expr - current, here.zero):
            raise NotShown(Reason.NO_IDENTITY, line=number, left=current, right=one.expr, rest=left_over(rest))
        return
    if one.op not in ("<=", "<") or not terms:
        raise NotShown(Reason.NO_TERMS, line=number)
    if not is_zero(rest := one.expr - current - sum(terms), here.zero):
        raise NotShown(Reason.OTHER_SUM, line=number, rest=left_over(rest))
    for term in terms:
        if not _shown(term, here.nonnegative):
            raise NotShown(Reason.SIGN_NOT_VISIBLE, line=number, term=term)
    if one.op == "<" and not any(_shown(term, here.positive) for term in terms):
        raise NotShown(Reason.NO_POSITIVE_TERM, line=number)
    idle = [name for name, r in said if r.op in ("<=", "<") and r not in here.used]
    if idle:
        raise NotShown(Reason.IDLE_THEOREM, line=number, name=idle[0])


def _admit(expressions: tuple[Any, ...], signs: Signs, claim: Claim, where: str) -> None:
    """What enters a chain is in the language, has a value, and makes sense in R^0 if that is meant.

    It is about the claim's own symbols; a line that holds for every real number may name that number.
    """
    require_language((*claim.expressions, *expressions))
    require_values(expressions, signs, where)
    _cite_symmetry(expressions, signs)
    known = symbols_of(claim)
    strangers = {s for e in expressions for s in e.free_symbols} - known
    if not all(map(_is_any_number, strangers)):
        plain = all(type(s) is not Symbol or _is_any_number(s) for s in strangers)
        raise NotShown(
            Reason.STRANGERS if plain else Reason.SIGNED_STRANGERS,
            where=where,
            symbols=", ".join(sorted(map(str, strangers))),
        )
    if claim.allows_no_vectors:
        require_no_coordinate(expressions, where)


def _is_any_number(s: Any) -> bool:
    """A number of which nothing is declared, or a whole one from 0: there are such, and what is shown holds for each."""
    return type(s) is Symbol and s.signs == (NOT_NEGATIVE if s.integer else ANY_SIGN)


def _cite_symmetry(expressions: tuple[Any, ...], signs: Signs) -> None:
    """Derivatives of gradients are symmetric by their normal form: where a line brings them in, that is cited."""
    if any(gradient_slot(j) for e in expressions for j in e.atoms(Jacobian)):
        signs.facts[SYMMETRY] = None


def _shown(term: Any, test: Test) -> bool:
    return bool(test(term) or test(factored(term)))
