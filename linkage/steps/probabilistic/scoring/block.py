"""Blocks: which people of the index an event is compared with, and which blocks are too large to be of use."""

from linkage.config.rules import RankP
from linkage.words.compared_parts import CHARACTER, CHARACTERS

NUMBER = "nhs_number"

FIELDS = {
    "district": "substr({side}.postcode, 1, length({side}.postcode) - 3)",
    "day": "cast(extract(day from {side}.birth_date) as string)",
    "month": "cast(extract(month from {side}.birth_date) as string)",
    "year": "cast(extract(year from {side}.birth_date) as string)",
    "letters": "array_to_string(list_sort(string_split({side}.postcode, '')), '')",
}
"""What blocks share besides whole fields: parts of a birth date, the district, the postcode's characters in order."""


WHOLE_DATE = (
    "case when {side}.birth_date is not null"
    " then {side}.birth_year * 512 + {side}.birth_month * 32 + {side}.birth_day end"
)
NUMBERS = {
    "day": ("{side}.birth_day", 5),
    "month": ("{side}.birth_month", 4),
    "year": ("{side}.birth_year", 14),
    "birth_date": (WHOLE_DATE, 23),
    "sex": ("cast(ascii({side}.sex) as bigint)", 7),
}
"""Fields that are small numbers: of a row that has the parts beside it, and how many bits they take."""
PLACES = {
    "postcode": "{side}.postcode_no",
    "district": f"({{side}}.postcode_no - ({{side}}.postcode_no & {CHARACTER**3 - 1}))",
}
"""A postcode's number, and its district's, which leaves the bits of three characters free."""
CHARACTER_BITS, MOST_BITS = 7, 63


def block_number_sql(block: tuple[str, ...], side: str) -> str | None:
    """
    The fields of a block as one number, null when any is missing; None where they do not fit into one.

    Of a row `side` of event_part or compared_identity. Equal numbers have equal fields: each has bits of its own.
    """
    small = [NUMBERS[field] for field in block if field in NUMBERS]
    places = [field for field in block if field in PLACES]
    if len(small) + len(places) < len(block) or len(places) > 1:
        return None
    bits, parts = 0, []
    for number, width in small:
        parts.append(f"({number}) * {2**bits}" if bits else f"({number})")
        bits += width
    for place in places:
        shift = max(bits - 3 * CHARACTER_BITS, 0) if place == "district" else bits
        parts.append(f"{PLACES[place]} * {2**shift}" if shift else PLACES[place])
        bits = shift + CHARACTERS * CHARACTER_BITS
    return " + ".join(parts).format(side=side) if bits <= MOST_BITS else None


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
    """One row per block value of the `events` table's identities: people of the index who share it, by whole dates."""
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
