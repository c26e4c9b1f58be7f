"""Blocks: which people of the index an event is compared with, and which blocks are too large to be of use."""

from linkage.config.rules import RankP

NUMBER = "nhs_number"

FIELDS = {
    "district": "substr({side}.postcode, 1, length({side}.postcode) - 3)",
    "day": "cast(extract(day from {side}.birth_date) as string)",
    "month": "cast(extract(month from {side}.birth_date) as string)",
    "year": "cast(extract(year from {side}.birth_date) as string)",
    "letters": "array_to_string(list_sort(string_split({side}.postcode, '')), '')",
}
"""What blocks share besides whole fields: parts of a birth date, the district, the postcode's characters in order."""


def block_name(block: tuple[str, ...]) -> str:
    """A block as the model file and the report name it, such as birth_date+postcode."""
    return "+".join(block)


def demographic_blocks(rules: RankP) -> dict[int, tuple[str, ...]]:
    """The blocks that do without the NHS number, by their place in the rules, from 1."""
    return {place: block for place, block in enumerate(rules.blocks, start=1) if NUMBER not in block}


def block_key_sql(block: tuple[str, ...], side: str) -> str:
    """The fields of one block as one text, null when any is missing; `side` is a table that holds them."""
    parts = [
        FIELDS[field].format(side=side) if field in FIELDS else f"cast({side}.{field} as string)"
        for field in block
    ]
    present = " and ".join(f"{part} is not null" for part in parts)
    joined = ", '|', ".join(parts)
    return f"case when {present} then concat({joined}) end"


def block_size_sql(rules: RankP, events: str) -> str:
    """One row per block value of the `events` table's identities: how many people of the index share it."""
    each = [
        f"""
        select {place} as block, keyed.block_key, count(distinct keyed.person_id) as people
        from (select person_id, {block_key_sql(block, "identity")} as block_key from identity) as keyed
        join (select distinct {block_key_sql(block, events)} as block_key from {events}) as wanted
          on wanted.block_key = keyed.block_key
        group by keyed.block_key"""
        for place, block in enumerate(rules.blocks, start=1)
    ]
    return "\n        union all".join(each)


def event_block_sql(rules: RankP, events: str) -> str:
    """One row per identity of `events` and block it bears every field of, with the people in it; too many: left out."""
    each = [
        f"select identity_key, events, {place} as block, {block_key_sql(block, events)} as block_key from {events}"
        for place, block in enumerate(rules.blocks, start=1)
    ]
    return f"""
        select borne.identity_key, borne.events, borne.block, borne.block_key,
            coalesce(size.people, 0) as people,
            coalesce(size.people, 0) > {rules.max_block_people} as is_left_out
        from ({" union all ".join(each)}) as borne
        left join block_size as size on size.block = borne.block and size.block_key = borne.block_key
        where borne.block_key is not null"""


def blocked_pair_sql(rules: RankP) -> str:
    """One row per event identity and person who share a block that is not left out; the first block is kept."""
    each = [
        f"""
            select borne.identity_key, keyed.person_id, {place} as block
            from event_block as borne
            join (select person_id, {block_key_sql(block, "identity")} as block_key from identity) as keyed
              on keyed.block_key = borne.block_key
            where borne.block = {place} and not borne.is_left_out"""
        for place, block in enumerate(rules.blocks, start=1)
    ]
    return f"""
        select identity_key, person_id, min(block) as block
        from ({"            union all".join(each)}
        ) as blocked
        group by identity_key, person_id"""


def block_left_out_sql(rules: RankP) -> str:
    """event_block -> one row per block with values too large to compare: how many values, and the events they bear."""
    names = " ".join(
        f"when {place} then '{block_name(block)}'" for place, block in enumerate(rules.blocks, start=1)
    )
    return f"""
        select case block {names} end as block, count(distinct block_key) as block_values,
            sum(events) as events, max(people) as people
        from event_block
        where is_left_out
        group by block"""
