"""The pool of undecided event identities, the people who share a block with them, and what those people hold."""

from linkage.config.rules import RankP
from linkage.engine.dialect import Dialect


def pool_identity_sql() -> str:
    """One row per event identity that no rank before P settled; the stratum is the state of its number."""
    return """
        select event.identity_key, event.nhs_number, event.birth_date, event.sex, event.postcode,
            substr(event.postcode, 1, length(event.postcode) - 3) as district, event.events,
            case when event.nhs_number is null then 'number_missing'
                when known.nhs_number is null then 'number_not_in_index'
                else 'number_in_index' end as stratum
        from event_identity as event
        left join rank_decision as decided on decided.identity_key = event.identity_key and not decided.after_p
        left join (select distinct nhs_number from person_number) as known on known.nhs_number = event.nhs_number
        where decided.identity_key is null
          and (event.nhs_number is not null or event.birth_date is not null or event.postcode is not null)"""


def block_key_sql(block: tuple[str, ...], side: str) -> str:
    """The fields of one block as one text, null when any is missing; `side` is a table that holds them."""
    parts = [
        f"substr({side}.postcode, 1, length({side}.postcode) - 3)"
        if field == "district"
        else f"cast({side}.{field} as string)"
        for field in block
    ]
    present = " and ".join(f"{part} is not null" for part in parts)
    joined = ", '|', ".join(parts)
    return f"case when {present} then concat({joined}) end"


def block_size_sql(rules: RankP, events: str) -> str:
    """One row per block value of the `events` table's identities: how many people of the index share it."""
    each = [
        f"""
        select {number} as block, keyed.block_key, count(distinct keyed.person_id) as people
        from (select person_id, {block_key_sql(block, "identity")} as block_key from identity) as keyed
        join (select distinct {block_key_sql(block, events)} as block_key from {events}) as wanted
          on wanted.block_key = keyed.block_key
        group by keyed.block_key"""
        for number, block in enumerate(rules.blocks, start=1)
    ]
    return "\n        union all".join(each)


def blocked_pair_sql(rules: RankP, events: str) -> str:
    """One row per identity of `events` and person who share a block that is not too large; the first block is kept."""
    each = [
        f"""
            select keyed_event.identity_key, keyed.person_id, {number} as block
            from (select identity_key, {block_key_sql(block, events)} as block_key from {events}) as keyed_event
            join block_size as size
              on size.block = {number} and size.block_key = keyed_event.block_key
             and size.people <= {rules.max_block_people}
            join (select person_id, {block_key_sql(block, "identity")} as block_key from identity) as keyed
              on keyed.block_key = keyed_event.block_key"""
        for number, block in enumerate(rules.blocks, start=1)
    ]
    return f"""
        select identity_key, person_id, min(block) as block
        from ({"            union all".join(each)}
        ) as blocked
        group by identity_key, person_id"""


def event_record_sql(dialect: Dialect, events: str) -> str:
    """One row per event identity as Splink sees it: single values, and no lists."""
    return f"""
        select cast(identity_key as string) as unique_id, nhs_number, birth_date, sex, postcode,
            {dialect.no_list("date")} as birth_dates, {dialect.no_list("text")} as sexes,
            {dialect.no_list("text")} as postcodes
        from {events}"""


def person_record_sql(dialect: Dialect, people: str) -> str:
    """One row per person of the `people` table as Splink sees it: lists of all they hold, null when empty."""
    return f"""
        select person_id as unique_id, cast(null as string) as nhs_number, cast(null as date) as birth_date,
            cast(null as string) as sex, cast(null as string) as postcode,
            {dialect.sorted_set("birth_date")} as birth_dates, {dialect.sorted_set("sex")} as sexes,
            {dialect.sorted_set("postcode")} as postcodes
        from identity
        where person_id in (select person_id from {people})
        group by person_id"""
