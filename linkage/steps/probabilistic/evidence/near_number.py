"""
Near-miss of the NHS number: a broken number speaks for whoever holds a number one slip away.

A slip is one wrong digit or two neighbours swapped; either always breaks the check digit, so a valid number is never
one slip from another and a contradiction by a valid number stays one. The evidence is taken where every event of an
identity bears a broken number; where they bear several, somebody near to all of them has it, and for everybody else
it is nothing. An identity may hold the events of twins: what one of them bears must not speak for or against the other.
"""

from linkage.steps.probabilistic.evidence.parameters import NearNumberParameters

PLACES = 10
DIGITS = "0123456789"

SHARE = "(select share from near_miss)"
"""The near-miss share of the month, in an expression."""


def broken_number_sql(pool_table: str = "pool_identity") -> str:
    """One row per identity of the pool whose events all bear a broken number, and such a number; reads event."""
    return f"""
        select event.identity_key, event.nhs_number_broken
        from event
        join (
            select event.identity_key
            from event
            join {pool_table} as pool on pool.identity_key = event.identity_key
            group by event.identity_key
            having count(*) = count(event.nhs_number_broken)
        ) as whole on whole.identity_key = event.identity_key
        group by event.identity_key, event.nhs_number_broken"""


def near_variant_sql(broken: str) -> str:
    """The rows of `broken` (identity_key, nhs_number_broken) with each of the 99 numbers or fewer one slip away."""
    number = "broken.nhs_number_broken"
    places = ", ".join(f"({place})" for place in range(1, PLACES + 1))
    digits = ", ".join(f"('{digit}')" for digit in DIGITS)
    return f"""
        select broken.identity_key, {number},
            concat(substr({number}, 1, slip.place - 1), typed.digit, substr({number}, slip.place + 1)) as nhs_number
        from {broken} as broken
        cross join (values {places}) as slip(place)
        cross join (values {digits}) as typed(digit)
        where substr({number}, slip.place, 1) <> typed.digit
        union all
        select broken.identity_key, {number},
            concat(substr({number}, 1, slip.place - 1), substr({number}, slip.place + 1, 1),
                substr({number}, slip.place, 1), substr({number}, slip.place + 2)) as nhs_number
        from {broken} as broken
        cross join (values {places}) as slip(place)
        where slip.place < {PLACES} and substr({number}, slip.place, 1) <> substr({number}, slip.place + 1, 1)"""


def near_pair_sql(broken: str) -> str:
    """near_variant, person_number -> one row per identity of `broken` and person near to all its broken numbers."""
    return f"""
        select near.identity_key, near.person_id
        from (
            select distinct variant.identity_key, variant.nhs_number_broken, holder.person_id
            from near_variant as variant
            join person_number as holder on holder.nhs_number = variant.nhs_number
        ) as near
        join (
            select identity_key, count(*) as numbers from {broken} group by identity_key
        ) as borne on borne.identity_key = near.identity_key
        group by near.identity_key, near.person_id, borne.numbers
        having count(*) = borne.numbers"""


def with_near_pairs_sql(compared: str) -> str:
    """The pairs of the query `compared`, and those of near_pair, some of them twice: identity_key, person_no."""
    return f"""
        select identity_key, person_no from ({compared}
        ) as blocked
        union all
        select near.identity_key, named.person_no
        from near_pair as near
        join person as named on named.person_id = near.person_id"""


def near_number_weight_sql(found: NearNumberParameters) -> str:
    """
    near_pair, near_miss -> one row per identity and person near to it: log2(m / u) bits, m being the near-miss share.

    Whoever is far has none: a number that is no slip may be anything, and speaks against nobody.
    """
    return f"""
        select identity_key, person_id, log2({SHARE} / cast({found.u!r} as double)) as weight
        from near_pair"""


def with_near_coverage_sql(coverage: str) -> str:
    """
    The rows of the query `coverage`, where somebody is near raised by the chance that the owner of the number is.

    As with an equal number, an identity near to nobody keeps what it has. Reads near_pair and near_miss.
    """
    return f"""
        select coalesce(blocked.identity_key, near.identity_key) as identity_key,
            1 - (1 - coalesce(blocked.coverage, cast(0 as double)))
                * (1 - case when near.identity_key is not null
                    then {SHARE} else cast(0 as double) end) as coverage
        from ({coverage}) as blocked
        full outer join (select distinct identity_key from near_pair) as near
          on near.identity_key = blocked.identity_key"""


def broken_on_purpose_sql() -> str:
    """
    shuffled_event (identity_key, nhs_number, nth) -> the numbers, each with one slip made by its place in the order.

    Of nineteen places ten change a digit and nine swap neighbours; a swap of two equal digits breaks nothing and is
    left out.
    """
    slip, step = "nth % 19", "1 + cast(floor(nth / 19) as bigint) % 9"
    digit = f"(cast(substr(nhs_number, {slip} + 1, 1) as bigint) + {step}) % 10"
    changed = (
        f"concat(substr(nhs_number, 1, {slip}), cast({digit} as string), substr(nhs_number, {slip} + 2))"
    )
    left = f"{slip} - 9"
    swapped = (
        f"concat(substr(nhs_number, 1, {left} - 1), substr(nhs_number, {left} + 1, 1),"
        f" substr(nhs_number, {left}, 1), substr(nhs_number, {left} + 2))"
    )
    return f"""
        select identity_key, nhs_number_broken
        from (
            select identity_key, nhs_number,
                case when {slip} < 10 then {changed} else {swapped} end as nhs_number_broken
            from shuffled_event
        ) as slipped
        where nhs_number_broken <> nhs_number"""


def near_stranger_sql() -> str:
    """One row: broken numbers of broken_on_purpose, and the strangers near to them, the true person left out."""
    return """
        select (select count(*) from broken_on_purpose) as events, count(*) as strangers
        from near_pair as near
        join proved_pair as proved on proved.identity_key = near.identity_key
        where near.person_id <> proved.person_id"""
