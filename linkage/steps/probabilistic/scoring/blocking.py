"""
Blocking: the people of the index with whom each event is compared.

Block values are not spelled out: where the fields fit into one number it stands for them, else an identity that bears
them, the first by key. All joins are of single columns as the index holds them or of such numbers.
"""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, made, make_all
from linkage.steps.probabilistic.scoring.block import NUMBER, block_name, block_number_sql
from linkage.steps.probabilistic.scoring.number_holder import has_number_block, holders_made
from linkage.words.compared_parts import parts_sql, postcode_number_sql

COLUMNS = {
    **{part: f"birth_{part}" for part in ("day", "month", "year")},
    "letters": "postcode_letters",
    "postcode": "postcode_no",
}
"""Fields of blocks that go by another name in compared_identity."""


TABLES = ("event_part", "borne_block", "block_member", "event_block")
EVENT_PART = {
    **dict.fromkeys(("identity_key", "events"), "integer"),
    "nhs_number": "text",
    "birth_date": "date",
    **dict.fromkeys(("birth_day", "birth_month", "birth_year"), "integer"),
    **dict.fromkeys(("sex", "postcode", "district", "postcode_letters"), "text"),
    "postcode_no": "integer",
}
"""Columns of event_part."""


def blocks_made(dialect: Dialect, rules: RankP, events: str) -> tuple[Item, ...]:
    """`events` and the index -> event_part, borne_block, block_member, event_block; number_holder for its block."""
    return (
        made("event_part", event_part_sql, dialect, events),
        *(holders_made(events) if has_number_block(rules) else ()),
        made("borne_block", borne_block_sql, rules),
        made("block_member", block_member_sql, dialect, rules),
        made("event_block", event_block_sql, rules),
    )


def make_blocks(engine: Engine, rules: RankP, events: str) -> None:
    """Make the items of blocks_made, and keep them all."""
    make_all(engine, blocks_made(engine.dialect, rules, events))


def event_part_sql(dialect: Dialect, events: str) -> str:
    """The identities of the table `events` with their values by part."""
    return f"""
        select event.identity_key, event.events, event.nhs_number, {parts_sql("event")},
            {dialect.sorted_characters("event.postcode")} as postcode_letters,
            {postcode_number_sql("event.postcode")} as postcode_no
        from {events} as event"""


def block_columns(block: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of event_part and compared_identity that hold the fields of a block."""
    return tuple(COLUMNS.get(field, field) for field in block)


def _borne_sql(block: tuple[str, ...]) -> str:
    return " and ".join(f"{column} is not null" for column in block_columns(block))


def borne_block_sql(rules: RankP) -> str:
    """event_part -> one row per identity and block it bears every field of, and the number of the value."""
    each = []
    for place, block in enumerate(rules.blocks, start=1):
        columns = ", ".join(block_columns(block))
        number, borne = block_number_sql(block, "part"), _borne_sql(block)
        value = number or f"min(part.identity_key) over (partition by {columns})"
        each.append(f"""
        select part.identity_key, part.events, {place} as block, {value} as value_key
        from event_part as part
        where {borne}""")
    return "\n        union all".join(each)


def held_sql(dialect: Dialect, block: tuple[str, ...]) -> str:
    """compared_identity; for the block of the NHS number its holders, with what they hold beside it if that counts."""
    if NUMBER not in block:
        return "compared_identity"
    if len(block) == 1:
        return "number_holder"
    return f"""(
            select person.person_no, own.nhs_number, {parts_sql("own", "own.birth_date_parts")},
                {dialect.sorted_characters("own.postcode")} as postcode_letters,
                {postcode_number_sql("own.postcode")} as postcode_no
            from identity as own
            join borne_number as borne on borne.nhs_number = own.nhs_number
            join person on person.person_id = own.person_id
        )"""


def block_member_sql(dialect: Dialect, rules: RankP) -> str:
    """event_part, borne_block and the index -> block, value_key, person_no: several rows for some people."""
    each = []
    for place, block in enumerate(rules.blocks, start=1):
        columns = block_columns(block)
        listed, number = ", ".join(columns), block_number_sql(block, "part")
        if number is None:
            value = f"""
            select min(identity_key) as value_key, {listed}
            from event_part
            where {_borne_sql(block)}
            group by {listed}"""
            same = " and ".join(f"held.{column} = value.{column}" for column in columns)
        else:
            value = f"""
            select distinct value_key from borne_block where block = {place}"""
            same = f"{block_number_sql(block, 'held')} = value.value_key"
        each.append(f"""
        select {place} as block, value.value_key, held.person_no
        from ({value}
        ) as value
        join {held_sql(dialect, block)} as held on {same}""")
    return "\n        union all".join(each)


def most_sql(rules: RankP, block: str) -> str:
    """The most people who may share a value of the block with this number: those without a place have their own cap."""
    caps = {place: rules.cap(fields)[1] for place, fields in enumerate(rules.blocks, start=1)}
    apart = {place: most for place, most in caps.items() if most != rules.max_block_people}
    if not apart:
        return str(rules.max_block_people)
    cases = " ".join(f"when {place} then {most}" for place, most in apart.items())
    return f"case {block} {cases} else {rules.max_block_people} end"


def event_block_sql(rules: RankP) -> str:
    """
    borne_block, block_member -> one row per identity and block it bears every field of; too many people: left out.

    `people` counts whoever bears one value twice twice, unless the block is left out.
    """
    return f"""
        with counted as (
            select block, value_key, count(*) as people from block_member group by block, value_key
        ),
        crowded as (
            select member.block, member.value_key, count(distinct member.person_no) as people
            from counted
            join block_member as member
              on member.block = counted.block and member.value_key = counted.value_key
            where counted.people > {most_sql(rules, "counted.block")}
            group by member.block, member.value_key
        )
        select borne.identity_key, borne.events, borne.block, borne.value_key,
            coalesce(crowded.people, counted.people, 0) as people,
            coalesce(crowded.people, 0) > {most_sql(rules, "borne.block")} as is_left_out
        from borne_block as borne
        left join counted on counted.block = borne.block and counted.value_key = borne.value_key
        left join crowded on crowded.block = borne.block and crowded.value_key = borne.value_key"""


def compared_pair_sql() -> str:
    """event_block, block_member -> one row per identity and person who share a block that is not left out."""
    return f"select distinct identity_key, person_no from ({shared_pair_sql()}\n        ) as shared"


def shared_pair_sql() -> str:
    """The same, with a row for every block that the two share."""
    return """
        select borne.identity_key, member.person_no
        from event_block as borne
        join block_member as member on member.block = borne.block and member.value_key = borne.value_key
        where not borne.is_left_out"""


def block_left_out_sql(rules: RankP) -> str:
    """event_block -> one row per block with values too large to compare: how many values, and the events they bear."""
    names = " ".join(
        f"when {place} then '{block_name(block)}'" for place, block in enumerate(rules.blocks, start=1)
    )
    return f"""
        select case block {names} end as block, count(distinct value_key) as block_values,
            cast(sum(events) as bigint) as events, max(people) as people
        from event_block
        where is_left_out
        group by block"""
