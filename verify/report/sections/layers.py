"""Places for what rests on one another: columns from left to right, every column after those that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SWEEPS = 8

Uses = Mapping[str, Sequence[str]]


def premises(uses: Uses) -> dict[str, frozenset[str]]:
    """Everything that each name rests on, directly or through others."""
    found: dict[str, frozenset[str]] = {}

    def visit(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = frozenset(uses[name]).union(*map(visit, uses[name]))
        return found[name]

    for name in uses:
        visit(name)
    return found


def direct(uses: Uses) -> dict[str, tuple[str, ...]]:
    """What each name uses without what the others that it uses rest on: the arrows that say it all."""
    below = premises(uses)
    return {n: tuple(u for u in used if not any(u in below[v] for v in used)) for n, used in uses.items()}


def columns(uses: Uses) -> tuple[tuple[str, ...], ...]:
    """The names by the length of the longest way to them, each column in an order that crosses few arrows."""
    below = premises(uses)
    depth: dict[str, int] = {}
    for name in sorted(uses, key=lambda n: len(below[n])):
        depth[name] = max((depth[u] + 1 for u in uses[name]), default=0)
    layers = [[n for n in uses if depth[n] == k] for k in range(max(depth.values(), default=-1) + 1)]
    users: dict[str, list[str]] = {n: [m for m in uses if n in uses[m]] for n in uses}
    for sweep in range(SWEEPS):
        place = {n: (k + 0.5) / len(layer) for layer in layers for k, n in enumerate(layer)}
        neighbours: Uses = users if sweep % 2 else uses
        for layer in layers[::-1] if sweep % 2 else layers:
            middle = {n: _mean([place[m] for m in neighbours[n]], place[n]) for n in layer}
            layer.sort(key=lambda n: middle[n])
            place |= {n: (k + 0.5) / len(layer) for k, n in enumerate(layer)}
    return tuple(map(tuple, layers))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
