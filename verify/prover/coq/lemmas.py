"""A claim as a lemma with its proof."""

from __future__ import annotations

from verify.kernel.for_all import signs_of
from verify.kernel.gram import is_zero
from verify.kernel.prove import at_witness
from verify.kernel.signs import Signs
from verify.language.claim import Claim
from verify.language.operators import indexed
from verify.language.relation import Relation
from verify.prover.coq import relations
from verify.prover.coq.chains import Chains
from verify.prover.coq.script import Fact
from verify.prover.coq.statement import Statement, statement
from verify.prover.coq.texts import Unwritten


def lemma(name: str, claim: Claim) -> str:
    """The statement of the claim with its proof. Raises Unwritten, with the reason, where one of them is out of reach."""
    said = statement(name, claim)
    steps = _there_is(claim, said) if claim.exists else _for_all(claim, said)
    return f"{said}\nProof.\n  intros {' '.join(said.names)}.\n{steps}\nQed.\n"


def _for_all(claim: Claim, said: Statement) -> str:
    chains = Chains(claim, said.premises)
    signs = signs_of(claim)
    chains.learn_premises(signs)
    shown = _shown(chains, claim, signs)
    chains.script.conclude(chains.finish(shown))
    return str(chains.script)


def _there_is(claim: Claim, said: Statement) -> str:
    """The witness, with what is owed of it."""
    if set(claim.witness) != set(claim.exists):
        raise Unwritten("a claim without its witness")
    *owed, concluded = at_witness(claim)
    chains = Chains(concluded, said.premises)
    signs = signs_of(concluded)
    chains.learn_premises(signs)
    chains.admit(tuple(claim.witness[s] for s in claim.exists), signs)
    facts = []
    for s in claim.exists:
        if (fact := chains.declared(claim.witness[s], s, signs)) is not None:
            facts.append(fact)
    for one in (*owed, concluded):
        chains.admit(one.expressions, signs)
        facts.append(chains.as_written(one.conclusion, _shown(chains, one, signs)))
    *parts, proof = [f.name for f in facts]
    for part in reversed(parts):
        proof = f"(conj {part} {proof})"
    for s in reversed(claim.exists):
        proof = f"(ex_intro _ {relations.value(claim.witness[s], s)} {proof})"
    chains.script.conclude(f"exact {proof}")
    return str(chains.script)


def _shown(chains: Chains, claim: Claim, signs: Signs) -> Fact:
    """The conclusion in names, by the claim's derivation or as the kernel shows it without one."""
    goal = claim.conclusion
    if claim.derive is not None:
        chains.claim = claim
        return chains.derivation(claim.derive(), signs)
    if goal.op == "=" and is_zero(goal.slack, signs.zero):
        return chains.identities.equal(goal.lhs, goal.rhs, signs)
    if goal.op != "=" and not indexed(goal.slack) and signs.holds(goal):
        return chains.signing.holds(goal, signs)
    if goal.op in ("<=", "<") and signs.nonnegative(goal.rhs) and signs.nonnegative(goal.lhs):
        squares = Relation(goal.lhs**2, goal.op, goal.rhs**2)
        if signs.holds(squares):
            return chains.from_squares(goal, chains.signing.holds(squares, signs), signs)
    raise Unwritten("shown in another way")
