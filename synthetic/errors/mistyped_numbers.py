"""How an NHS number is mistyped: a digit changed, or two neighbours swapped."""

from ..draws import Draws


def mistyped_number_sql(draws: Draws, number: str, kind: str, entity: str) -> str:
    """
    `number` with one digit changed, or two neighbours swapped when `kind` is swap and they differ.

    The weights of modulus 11 differ by one from place to place and none is 11: the check digit always breaks.
    """
    place = draws.whole("mistyped place", 1, 10, entity)
    left = draws.whole("swapped place", 1, 9, entity)
    old = f"cast(substr({number}, {place}, 1) as bigint)"
    new = f"(({old} + {draws.whole('mistyped digit', 1, 9, entity)}) % 10)"
    changed = f"concat(substr({number}, 1, {place} - 1), {new}, substr({number}, {place} + 1))"
    first, second = f"substr({number}, {left}, 1)", f"substr({number}, {left} + 1, 1)"
    swapped = f"concat(substr({number}, 1, {left} - 1), {second}, {first}, substr({number}, {left} + 2))"
    return f"case when {kind} = 'swap' and {first} <> {second} then {swapped} else {changed} end"
