"""Proved pairs: event identities whose NHS number is held by exactly one person, and what they teach."""

from linkage.words.sample import shuffled_sql


def proved_pair_sql() -> str:
    """One row per event identity with a number that exactly one person holds, and that person."""
    return """
        select event.identity_key, min(holder.person_id) as person_id, event.events
        from event_identity as event
        join person_number as holder on holder.nhs_number = event.nhs_number
        group by event.identity_key, event.events
        having count(*) = 1"""


def person_no_sql(pairs: str = "proved_pair") -> str:
    """`pairs`, person -> pairs of an event identity and a person, with the number of the person."""
    return f"""
        select pair.identity_key, named.person_no
        from {pairs} as pair
        join person as named on named.person_id = pair.person_id"""


def with_number_sql() -> str:
    """person -> person_no of everybody who has an NHS number."""
    return "select person_no from person where nhs_numbers > 0"


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


def sample_sql(table: str, key: tuple[str, ...], seed: int, most: int) -> str:
    """At most `most` rows of `table`, one for each combination of values of its `key`, and their order."""
    return f"""
        select * from (
            select *, row_number() over (order by {shuffled_sql(seed, table, *key)}) as nth
            from {table}
        ) as shuffled
        where nth <= {most}"""
