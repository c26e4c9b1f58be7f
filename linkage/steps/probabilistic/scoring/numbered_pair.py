"""What the NHS number of an event says of each person it is compared with, and of the record that bears it."""

from linkage.config.rules import RankP
from linkage.engine.making import Item, made
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.model import Model, NumberMixture, m_by_level
from linkage.steps.probabilistic.scoring.number_holder import has_number_block, holders_made
from linkage.steps.probabilistic.scoring.pool import NUMBER_ALONE

ALONE = 0.5
"""
Of those whose address HES does not know, the share who moved without the rest of the household. Our choice: families
move as one, and then HES does not know of the others either; no source has it.
"""


NUMBERED_PAIR = {
    **dict.fromkeys(("identity_key", "person_no"), "integer"),
    "nhs_number_level": "text",
    **dict.fromkeys(("copied_weight", "nhs_number_weight"), "double"),
}
"""Columns of numbered_pair."""


def numbered_made(rules: RankP, model: Model, pool_table: str) -> tuple[Item, ...]:
    """pair_pattern, pattern_level, number_holder, `pool_table` and the index -> numbered_event, numbered_pair."""
    return (
        *(() if has_number_block(rules) else holders_made(pool_table)),
        made("numbered_event", numbered_event_sql, pool_table),
        made("numbered_pair", numbered_pair_sql, model).only_from("numbered_event", columns=NUMBERED_PAIR),
    )


def numbered_event_sql(pool_table: str) -> str:
    """The identities of `pool_table` that bear a number."""
    return f"""
        select identity_key, nhs_number, number_state, postcode from {pool_table} where nhs_number is not null"""


def numbered_pair_sql(model: Model) -> str:
    """
    pair_pattern, pattern_level, numbered_event, number_holder, the index -> a row per pair of an event with a number.

    nhs_number_level, the bits of the number, and the bits that its holder gains where the record may be a copy. For
    events without a number there is nothing to say, and they have no row.
    """
    there = m_by_level(model.comparisons)["postcode"]["exact"]
    return f"""
        with stated as (
            select pair.identity_key, pair.person_no, event.number_state,
                pattern.birth_date_level, pattern.sex_level, pattern.postcode_level, pattern.sex_weight,
                case when person.nhs_numbers = 0 then 'missing'
                    when own.nhs_number is not null then 'exact' else 'conflict' end as nhs_number_level,
                pattern.birth_date_weight + pattern.postcode_weight + pattern.sex_weight
                    + pattern.pattern_weight as fields_weight,
                greatest(coalesce(around.people, 0) - 1, 1) as neighbours
            from numbered_event as event
            join pair_pattern as pair on pair.identity_key = event.identity_key
            join pattern_level as pattern on pattern.pattern_no = pair.pattern_no
            join person on person.person_no = pair.person_no
            left join number_holder as own
              on own.person_no = pair.person_no and own.nhs_number = event.nhs_number
            left join postcode_people as around on around.postcode = event.postcode
        ),
        beside as (
            select *,
                max(case when nhs_number_level = 'exact' and postcode_level = 'exact' then 1 else 0 end)
                    over (partition by identity_key) = 1 as holder_lives_there,
                max(case when birth_date_level in ('exact', 'default_exact') and postcode_level = 'exact'
                    then fields_weight - least(sex_weight, 0) end)
                    over (partition by identity_key) as whole_weight
            from stated
        )
        select identity_key, person_no, nhs_number_level,
            {copied_weight_sql(model.number.copied, there)} as copied_weight,
            {number_weight_sql(model.number, model.unheld_share)} as nhs_number_weight
        from beside
        cross join index_size as size"""


def number_weight_sql(number: NumberMixture, unheld_share: float) -> str:
    """
    Bits of evidence in the NHS number, `size` being the row of index_size.

    A number of the index on an event of somebody who is not its holder, in the index or not, is a mistake: a
    stranger's, or, where the holder has the event's postcode, a relative's. So it speaks for its holder (see
    equal_number_sql), and against whoever lives elsewhere when the holder lives there. A number that nobody in the
    index holds speaks for those who are there without a number: they may well bear it. Who has another bears it as
    seldom as training found (see unheld_number). All weights are relative to nobody in the index, so that phi alone
    tells how many of these events have their person in it.
    """
    stranger = max(number.stranger, LEAST_SHARE)
    unheld = f"cast({unheld_share!r} as double)"
    unknown = f"(size.without_number + (1 - size.without_number) * {unheld})"
    equal = equal_number_sql(number, f"number_state = '{NUMBER_ALONE}'", "postcode_level = 'exact'")
    return f"""case
                when nhs_number_level = 'exact' then {equal}
                when nhs_number_level = 'conflict' and number_state = 'number_not_in_index'
                    then log2({unheld} / {unknown})
                when number_state = 'number_not_in_index' then log2(1 / {unknown})
                when holder_lives_there and postcode_level <> 'exact'
                    then log2(cast({stranger!r} as double) / {mistaken_sql(number)})
                else cast(0 as double) end"""


def equal_number_sql(number: NumberMixture, is_alone: str, lives_there: str) -> str:
    """
    Bits in a number that is the person's own, r being the share that is right and s that of strangers'.

    log2(r N / s): one number in N is theirs, and on an event of somebody else it is a stranger's. Where the person
    has the event's postcode it may be a relative's as well, one of the few who live there. An event that bears nothing
    else has log2(r N): phi is then of all such events, and not of mistaken numbers. `size` is the row of index_size.
    """
    right, stranger = number.right, max(number.stranger, LEAST_SHARE)
    return f"""case when {is_alone} then log2(cast({right!r} as double) * size.people)
                    when {lives_there}
                    then log2(cast({right!r} as double) * size.people / {mistaken_sql(number)})
                    else log2(cast({right!r} as double) * size.people / cast({stranger!r} as double)) end"""


def mistaken_sql(number: NumberMixture) -> str:
    """
    N times the chance that an event of somebody else bears the number of one who lives at its postcode.

    `size` is the row of index_size.
    """
    stranger = max(number.stranger, LEAST_SHARE)
    return f"(cast({stranger!r} as double) + cast({number.relative!r} as double) * size.people / neighbours)"


def copied_weight_sql(copied: float, there: float) -> str:
    """
    Bits that the holder of the number gains because the record may bear the data of somebody at the same address.

    Of somebody who has the event's postcode and birth date: whatever the sex, for the date may be all that was copied.
    The holder is one of the neighbours; or, `there` being how often HES has somebody's address, one of the few of all
    people who live there without HES knowing.
    """
    moved = ALONE * (1 - there) / there
    elsewhere = f"cast({moved!r} as double) / size.people"
    one_of = f"case when postcode_level = 'exact' then 1.0 / neighbours else {elsewhere} end"
    return f"""case when nhs_number_level = 'exact' and whole_weight > fields_weight
                    then log2(1 + cast({copied!r} as double) * {one_of}
                        * power(cast(2 as double), whole_weight - fields_weight))
                    else cast(0 as double) end"""
