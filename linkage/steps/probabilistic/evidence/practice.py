"""
General practice: is the event's one that the person has ever been registered with?

Neighbours share a practice, so it says little once the postcode agrees and much when it does not: m and u are
taken given the postcode level. An identity may hold events of several practices: the evidence is the mean over them.
"""

from collections.abc import Iterable
from math import log2

from linkage.steps.probabilistic.evidence.parameters import PracticeParameters

EXACT, OTHER = "exact", "other"


def borne_practice_sql(identities: str) -> str:
    """event, no_practice -> one row per identity of the table `identities` and practice that its events bear."""
    return f"""
        select distinct event.identity_key, upper(event.gp_practice) as gp_practice
        from event
        join {identities} as wanted on wanted.identity_key = event.identity_key
        where upper(event.gp_practice) not in (select code from no_practice)"""


def compared_practice_sql(pairs: str) -> str:
    """
    borne_practice, hospital_practice -> one row per pair of the table `pairs` and practice its events bear.

    Only of people with a practice in HES: for anybody else it is missing, and says nothing.
    """
    return f"""
        select pair.identity_key, pair.person_id, borne.gp_practice, own.person_id is not null as is_equal
        from {pairs} as pair
        join borne_practice as borne on borne.identity_key = pair.identity_key
        join (
            select distinct practice.person_id
            from hospital_practice as practice
            join (select distinct person_id from {pairs}) as wanted on wanted.person_id = practice.person_id
        ) as registered on registered.person_id = pair.person_id
        left join hospital_practice as own
          on own.person_id = pair.person_id and own.gp_practice = borne.gp_practice"""


def practice_weight_sql(levels: Iterable[PracticeParameters]) -> str:
    """compared_practice, scored_pair -> one row per pair with a practice on both sides; bits, the mean of them."""
    cases = " ".join(
        f"when scored.postcode_level {'=' if level.postcode == EXACT else '<>'} 'exact' and {side}"
        f" then cast({bits!r} as double)"
        for level in levels
        for side, bits in (
            ("compared.is_equal", log2(level.m / level.u)),
            ("not compared.is_equal", log2((1 - level.m) / (1 - level.u))),
        )
    )
    return f"""
        select identity_key, person_id, cast(sum(cast(bits as decimal(18, 9))) as double) / count(*) as weight
        from (
            select compared.identity_key, compared.person_id, case {cases} else cast(0 as double) end as bits
            from compared_practice as compared
            join scored_pair as scored
              on scored.identity_key = compared.identity_key and scored.person_id = compared.person_id
        ) as weighed
        group by identity_key, person_id"""


def practice_count_sql() -> str:
    """
    compared_practice, proved_event, identity -> one row per postcode level: pairs and practices compared, and equal.

    The postcode is exact when it is that of any address the person has had, as in scoring.
    """
    return f"""
        select postcode, count(*) as pairs, count(case when is_equal then 1 end) as equal
        from (
            select compared.is_equal,
                case when held.person_id is not null then '{EXACT}' else '{OTHER}' end as postcode
            from compared_practice as compared
            join proved_event as event on event.identity_key = compared.identity_key
            left join (
                select distinct person_id, postcode
                from identity
                where person_id in (select person_id from compared_practice)
            ) as held
              on held.person_id = compared.person_id and held.postcode = event.postcode
        ) as judged
        group by postcode"""
