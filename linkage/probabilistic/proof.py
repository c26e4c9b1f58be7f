"""Proved pairs: event identities whose NHS number is held by exactly one person, and what they teach."""

from linkage.config.rules import RankP
from linkage.engine.base import Engine


def proved_pair_sql() -> str:
    """One row per event identity with a number that exactly one person holds, and that person."""
    return """
        select event.identity_key, min(holder.person_id) as person_id, event.events
        from event_identity as event
        join person_number as holder on holder.nhs_number = event.nhs_number
        group by event.identity_key, event.events
        having count(*) = 1"""


def proved_number_sql() -> str:
    """proved_pair, compared_identity -> the proved pairs with the number of the person."""
    return """
        select pair.identity_key, named.person_no
        from proved_pair as pair
        join compared_identity as named on named.person_id = pair.person_id and named.nth = 1"""


def with_number_sql() -> str:
    """person, compared_identity -> person_no of everybody who has an NHS number."""
    return """
        select named.person_no
        from person
        join compared_identity as named on named.person_id = person.person_id and named.nth = 1
        where person.nhs_numbers > 0"""


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


def random_pairs(engine: Engine, rules: RankP) -> int:
    """How many random pairs Splink draws: all that can be made of the two samples, when that is fewer than asked."""
    possible = engine.scalar(
        "select (select count(*) from sampled_event) * (select count(*) from sampled_person)"
    )
    return max(1, min(rules.random_pairs, int(str(possible))))


def exact_u_sql(column: str) -> str:
    """
    Chance that a stranger holds an event's value: agreeing people over all with a value, the event's own left out.

    Computed over the proved events, whose own person is known: in a small index the own person would otherwise be
    most of what agrees.
    """
    return f"""
        with held as (
            select distinct person_id, {column} as value from identity where {column} is not null
        ),
        holders as (
            select value, count(*) as people from held group by value
        ),
        everybody as (
            select count(distinct person_id) as people from held
        ),
        counted as (
            select coalesce(holders.people, 0) - case when own.person_id is not null then 1 else 0 end as agreeing,
                everybody.people - case when known.person_id is not null then 1 else 0 end as strangers
            from proved_event as event
            join proved_pair as pair on pair.identity_key = event.identity_key
            cross join everybody
            left join holders on holders.value = event.{column}
            left join held as own on own.person_id = pair.person_id and own.value = event.{column}
            left join (select distinct person_id from held) as known on known.person_id = pair.person_id
            where event.{column} is not null
        )
        select coalesce(cast(sum(agreeing) as double) / nullif(sum(strangers), 0), 0) from counted"""
