"""
A number from 0 up to 1 for each identity and draw, by a keyed hash of both.

So an identity has the same number in every month and in every run under one key, and whoever has the numbers knows
nothing of the identity. One hash serves four draws.
"""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, made
from linkage.words.value_id import PAD_COLUMNS, Pads

OF_A_HASH, DIGITS = 4, 16
"""Draws of one hash, and the hexadecimal digits of each; 63 of their 64 bits count."""
PLACE = {"draw": "integer", "hash_no": "integer", "first_digit": "integer"}


def uniform_made(dialect: Dialect, pads: Pads, numbers: Sequence[int]) -> tuple[Item, ...]:
    """drawn_identity -> draw_place, draw_hash; `numbers` are the draws, `pads` the padded keys of draws."""
    places = [(draw, (draw - 1) // OF_A_HASH, 1 + (draw - 1) % OF_A_HASH * DIGITS) for draw in numbers]
    return (
        Listed(
            "draw_place",
            PLACE,
            places,
            "Where the random number of each draw stands in the hashes of an identity.",
        ),
        Listed("draw_pad", PAD_COLUMNS, (pads,)),
        made("draw_hash", draw_hash_sql, dialect),
    )


def draw_hash_sql(dialect: Dialect) -> str:
    """drawn_identity, draw_place, draw_pad -> one row per identity and hash."""
    text = "concat(cast(drawn.identity_key as string), chr(31), cast(place.hash_no as string))"
    return f"""
        select drawn.identity_key, place.hash_no, {dialect.keyed_hash(text, "pad.inner_pad", "pad.outer_pad")} as digits
        from drawn_identity as drawn
        cross join (select distinct hash_no from draw_place) as place
        cross join draw_pad as pad"""


def uniform_sql(dialect: Dialect) -> str:
    """The number of a row `hash` of draw_hash and a row `place` of draw_place with its hash_no."""
    digits = f"substr(hash.digits, cast(place.first_digit as int), {DIGITS})"
    return f"cast({dialect.leading_integer(digits)} as double) / cast({2**63} as double)"
