"""People made set-wise are those made pair by pair, and are theirs whatever the order and whoever else is there."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from linkage.config.people.person_rules import PersonRules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.people.identity import VALUES
from linkage.steps.people.run import make_people
from tests.properties.generated import NUMBERS
from tests.properties.worlds import EACH, own_number, shared
from tests.reference.people import Identity, made_people
from tests.spec.made_people import HESID
from tests.spec.steps import pads_of

pytestmark = pytest.mark.slow

DATES = [date(1971, 2, 3), date(1971, 3, 2), date(1971, 2, 23), date(1972, 9, 23), date(1984, 11, 30)]
RULES = HESID.model_copy(update={"max_birth_dates": 3})


def one_identity() -> SearchStrategy[Identity]:
    """Values that many identities share."""
    place = st.sampled_from([(None, None), ("RXA", "L1"), ("RXA", "L2"), ("RXB", "L1")])
    return st.builds(
        lambda number, born, sex, postcode, local: {
            "nhs_number": number,
            "birth_date": born,
            "sex": sex,
            "postcode": postcode,
            "provider_code": local[0],
            "local_patient_id": local[1],
        },
        st.sampled_from([None, None, *NUMBERS[:3]]),
        st.sampled_from([None, *DATES]),
        st.sampled_from([None, "1", "1", "1", "2"]),
        st.sampled_from([None, "AB12CD", "LF11EY"]),
        place,
    )


def worlds() -> SearchStrategy[list[Identity]]:
    """Several worlds, side by side and apart, as one list of different identities."""
    world = st.lists(one_identity(), min_size=1, max_size=14)
    return st.lists(world, min_size=1, max_size=EACH).map(united)


def united(found: Sequence[Sequence[Identity]]) -> list[Identity]:
    """The worlds as one: each with its own numbers and its own postcodes."""
    each = []
    for nth, world in enumerate(found):
        for identity in world:
            number, postcode = identity["nhs_number"], identity["postcode"]
            own = {
                "nhs_number": number and own_number(str(number), nth),
                "postcode": postcode and f"{postcode}{nth}",
            }
            each.append({**identity, **own})
    return list({tuple(identity.values()): identity for identity in each}.values())


def keys(
    engine: Engine, identities: Sequence[Identity], *, backwards: bool = False, rules: PersonRules = RULES
) -> list[str | None]:
    """The key of the person of each identity, None for nobody."""
    told = list(enumerate(identities))[:: -1 if backwards else 1]
    engine.load(
        "hospital_state",
        {"person_id": "text", "nhs_number": "text", "birth_date": "date", "sex": "text", "postcode": "text"}
        | {"records": "integer"},
        [(f"B{place}", *(identity[name] for name in VALUES[:4]), 1) for place, identity in told],
    )
    engine.load(
        "borne_place",
        {"bearer": "text", "provider_code": "text", "local_patient_id": "text"},
        [
            (f"B{place}", str(identity["provider_code"]), str(identity["local_patient_id"]))
            for place, identity in told
            if identity["local_patient_id"] is not None
        ],
    )
    make_people(engine, rules, pads_of)
    found = {
        str(bearer): str(key) for bearer, key in engine.rows("select bearer, person_id from made_person")
    }
    return [found.get(f"B{place}") for place in range(len(identities))]


def numbered(found: Sequence[object]) -> list[int | None]:
    """The same partition by whole numbers, in the order in which people first come."""
    order: dict[object, int] = {}
    return [None if one is None else order.setdefault(one, len(order)) for one in found]


@shared
@given(worlds())
def test_people_are_those_made_pair_by_pair(engine: DuckDBEngine, identities: list[Identity]) -> None:
    assert numbered(keys(engine, identities)) == numbered(made_people(identities, RULES.max_birth_dates))


@shared
@given(worlds(), one_identity())
def test_keys_are_their_own_whatever_the_order_and_whoever_comes(
    engine: DuckDBEngine, identities: list[Identity], newcomer: Identity
) -> None:
    """Rows in another order change no key, and somebody who shares nothing with anybody changes none."""
    stranger = {
        **newcomer,
        "nhs_number": None,
        "postcode": "ZE19ZZ",
        "birth_date": date(1999, 9, 9),
        "sex": "2",
    }
    before = keys(engine, identities)

    assert keys(engine, identities, backwards=True) == before
    after = keys(engine, [stranger, *identities])
    assert after[1:] == before
    assert after[0] not in before


def test_a_long_chain_is_joined_in_few_rounds(engine: DuckDBEngine) -> None:
    """Dates of which each shares two parts with the next: one person of 600 identities."""
    chain: list[Identity] = []
    born = [(1930, 1, 1)]
    for _ in range(299):
        year, month, day = born[-1]
        born.append((year + 1, month, day) if len(born) % 2 else (year, month % 12 + 1, day))
    for year, month, day in born:
        chain += [
            {
                **dict.fromkeys(VALUES),
                "nhs_number": NUMBERS[0],
                "sex": "1",
                "birth_date": date(year, month, day),
            }
            | {"postcode": postcode}
            for postcode in ("AB12CD", "LF11EY")
        ]
    many = HESID.model_copy(update={"max_birth_dates": 1_000})
    assert len(set(keys(engine, chain, rules=many))) == 1
