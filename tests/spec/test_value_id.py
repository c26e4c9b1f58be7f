"""Ids of rows come from their values and the key, and two rows never share one."""

import hashlib
import hmac
from collections.abc import Callable

import pytest

from linkage.engine.base import Engine
from linkage.errors import RepeatedKeyError
from linkage.session.keys import Key
from linkage.steps.index.person import identity_sql
from linkage.words.value_id import MadeWithIds, Pads, value_id_sql
from tests.spec.steps import Row, load

KEY = Key(b"a key of these tests, 32 bytes..")
HELD: list[Row] = [
    {
        "person_id": "A",
        "nhs_number": "9990000018",
        "birth_date": "1950-01-31",
        "sex": "1",
        "postcode": "AB12CD",
    },
    {"person_id": "A", "nhs_number": None, "birth_date": "1950-01-31", "sex": "1", "postcode": "AB12CD"},
    {"person_id": "B", "nhs_number": None, "birth_date": None, "sex": None, "postcode": None},
]


def identities(engine: Engine, held: list[Row], pads_of: Callable[[str], Pads]) -> list[object]:
    """The ids of the identities, in the order of their values."""
    load(engine, "hospital_identity", held)
    MadeWithIds("identity", identity_sql(engine.dialect), purpose="identity", pads_of=pads_of).make(engine)
    return [row[0] for row in engine.rows("select identity_id from identity")]


def test_an_id_is_63_bits_of_hmac_over_the_values(engine: Engine) -> None:
    """As any library makes them; nulls are empty between the separators."""
    engine.load("id_pad", {"inner_pad": "binary", "outer_pad": "binary"}, [KEY.pads("anything")])
    engine.load("row", {"a": "text", "b": "text", "c": "integer"}, [("x", None, 3), ("é", "y", None)])
    found = engine.rows(
        f"select {value_id_sql(engine.dialect, 'a', 'b', 'c')} from row cross join id_pad order by a"
    )

    own = hmac.digest(KEY.secret, b"anything", "sha256")
    expected = [
        int.from_bytes(hmac.new(own, text.encode(), hashlib.sha256).digest()[:8], "big") >> 1
        for text in ("x\x1f\x1f3", "é\x1fy\x1f")
    ]
    assert [row[0] for row in found] == expected


def test_nothing_else_changes_an_id(engine: Engine) -> None:
    """More people before and after, in another order."""
    alone = [identities(engine, [row], KEY.pads)[0] for row in HELD]
    more: list[Row] = [{**HELD[2], "person_id": person} for person in ("0", "AA", "Z")]

    assert set(alone) < set(identities(engine, [*more, *reversed(HELD)], KEY.pads))
    assert len(set(alone)) == len(HELD)


def test_another_key_gives_other_ids(engine: Engine) -> None:
    other = Key(b"another key of these tests......")

    assert not set(identities(engine, HELD, KEY.pads)) & set(identities(engine, HELD, other.pads))


def test_a_collision_is_found_and_the_next_key_taken(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ids of so few bits that those of the first key collide."""

    def first_digit(_: object, digits: str) -> str:
        return f"cast(ascii({digits}) as bigint)"

    monkeypatch.setattr(type(engine.dialect), "leading_integer", first_digit)
    tried: list[str] = []

    def pads_of(purpose: str) -> Pads:
        tried.append(purpose)
        return Key(bytes([COLLIDES[len(tried) - 1]]) * 32).pads("ids")

    assert len(set(identities(engine, HELD, pads_of))) == len(HELD)
    assert tried == ["identity 1", "identity 2"]


COLLIDES = (1, 0)
"""First bytes of keys: under the first two identities share their first digit, under the second none do."""


def test_rows_that_are_there_twice_are_no_collision(engine: Engine) -> None:
    with pytest.raises(RepeatedKeyError):
        identities(engine, [HELD[0], HELD[0]], KEY.pads)
