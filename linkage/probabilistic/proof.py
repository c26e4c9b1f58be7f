"""Proved pairs: event identities whose NHS number is held by exactly one person, and what they teach."""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import pool


def proved_pair_sql() -> str:
    """One row per event identity with a number that exactly one person holds, and that person."""
    return """
        select event.identity_key, min(holder.person_id) as person_id, event.events
        from event_identity as event
        join person_number as holder on holder.nhs_number = event.nhs_number
        group by event.identity_key, event.events
        having count(*) = 1"""


def proved_event_sql() -> str:
    """The proved event identities with their comparing values."""
    return """
        select event.identity_key, event.nhs_number, event.birth_date, event.sex, event.postcode, event.events
        from event_identity as event
        join proved_pair as pair on pair.identity_key = event.identity_key"""


def numbered_person_sql() -> str:
    """One row per proved person and NHS number they hold: the number to block on, beside all else they hold."""
    return """
        select concat(record.unique_id, '|', own.nhs_number) as unique_id, own.nhs_number,
            record.birth_date, record.sex, record.postcode, record.birth_dates, record.sexes, record.postcodes
        from unnumbered_person_record as record
        join person_number as own on own.person_id = record.unique_id"""


def sample_sql(table: str, key: str, seed: int, most: int) -> str:
    """At most `most` rows of `table`, chosen by a hash of the key and the seed: the same rows on any engine."""
    return f"""
        select * from (
            select *, row_number() over (
                order by md5(concat('{seed}', '|', cast({key} as string))), {key}) as nth
            from {table}
        ) as shuffled
        where nth <= {most}"""


def exact_u_sql(column: str) -> str:
    """Chance that a random person holds a random event's value: the sum over values of p(event) p(person)."""
    return f"""
        with events as (
            select {column} as value, count(*) as n from event_identity where {column} is not null group by {column}
        ),
        people as (
            select {column} as value, count(distinct person_id) as n
            from identity where {column} is not null group by {column}
        )
        select coalesce(sum(cast(events.n as double) * people.n), 0)
            / (select nullif(sum(n), 0) from events)
            / (select count(distinct person_id) from identity where {column} is not null)
        from events
        join people on people.value = events.value"""


def block_coverage(engine: Engine, rules: RankP) -> float:
    """c: the share of proved pairs, with a postcode and a birth date or sex, that share a block besides the number."""
    others = tuple(block for block in rules.blocks if "nhs_number" not in block)
    shared = [
        f"({pool.block_key_sql(block, 'event')} is not null"
        f" and {pool.block_key_sql(block, 'event')} = {pool.block_key_sql(block, 'identity')})"
        for block in others
    ]
    covered = engine.scalar(f"""
        select avg(case when shared then cast(1 as double) else 0 end)
        from (
            select event.identity_key, bool_or(coalesce({" or ".join(shared) or "false"}, false)) as shared
            from proved_event as event
            join proved_pair as pair on pair.identity_key = event.identity_key
            join identity on identity.person_id = pair.person_id
            where event.postcode is not null and (event.birth_date is not null or event.sex is not null)
            group by event.identity_key
        ) as pairs""")
    return min(max(float(str(covered)), 0.001), 1.0) if covered is not None else 0.001
