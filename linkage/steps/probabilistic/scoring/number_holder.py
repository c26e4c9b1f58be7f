"""Whom of the index the numbers of events belong to: looked up once, for the block of the number and for its weight."""

from linkage.config.rules import RankP
from linkage.engine.making import Item, made
from linkage.steps.probabilistic.scoring.block import NUMBER

HOLDER_KEY = dict.fromkeys(("nhs_number", "person_id"), "text")
"""Columns of holder_key."""
NUMBER_HOLDER = {"nhs_number": "text", "person_no": "integer"}
"""Columns of number_holder."""


def has_number_block(rules: RankP) -> bool:
    """Whether a block has the number, so that its holders are known before anybody is compared."""
    return any(NUMBER in block for block in rules.blocks)


def holders_made(events: str) -> tuple[Item, ...]:
    """
    The table `events`, person_number and person -> number_holder, by way of borne_number and holder_key.

    Table by table, so that an engine knows how few there are before it reads the index.
    """
    return (
        made("borne_number", borne_number_sql, events),
        made("holder_key", holder_key_sql).only_from("borne_number", columns=HOLDER_KEY),
        made("number_holder", number_holder_sql).only_from("holder_key", columns=NUMBER_HOLDER),
    )


def borne_number_sql(events: str) -> str:
    """One row per number that an event of the table `events` bears."""
    return f"select distinct nhs_number from {events} where nhs_number is not null"


def holder_key_sql() -> str:
    """borne_number, person_number -> one row per such number and person who holds it."""
    return """
        select holder.nhs_number, holder.person_id
        from person_number as holder
        join borne_number as borne on borne.nhs_number = holder.nhs_number"""


def number_holder_sql() -> str:
    """holder_key, person -> the same, with the number that stands for the person."""
    return """
        select holder.nhs_number, person.person_no
        from holder_key as holder
        join person on person.person_id = holder.person_id"""
