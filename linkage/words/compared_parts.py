"""Parts of a birth date and a postcode that rank P compares, the same for the index and for events."""

BIRTH_DATE = {f"birth_{part}": f"extract({part} from {{0}}.birth_date)" for part in ("day", "month", "year")}
POSTCODE = {"district": "substr({0}.postcode, 1, length({0}.postcode) - 3)"}
"""Column and what it holds, {0} being the table that has the whole."""

CHARACTER = 128
"""What each character of a postcode is multiplied by, to the power of its place from the end: seven bits each."""
CHARACTERS = 7
"""The most that a postcode has."""

UNREADABLE = "XX"
"""In place of a day or month of which nothing can be read."""
SAID = {"birth_year": (1, 4), "birth_month": (6, 2), "birth_day": (9, 2)}
"""Where each part stands in what can be read of an impossible birth date, such as 1970-XX-01, and how long it is."""

COLUMNS = ("birth_date", *BIRTH_DATE, "sex", "postcode", *POSTCODE)


def parts_sql(side: str, said: str | None = None) -> str:
    """
    The columns of `COLUMNS`, cut out of the birth date, sex and postcode of the table `side`.

    `said` is its column of what can be read of impossible birth dates: parts where it has no whole one.
    """
    made = {
        name: f"{_part_sql(name, part.format(side), said)} as {name}" for name, part in BIRTH_DATE.items()
    }
    made |= {name: f"{part.format(side)} as {name}" for name, part in POSTCODE.items()}
    return ", ".join(made.get(name, f"{side}.{name}") for name in COLUMNS)


def _part_sql(name: str, whole: str, said: str | None) -> str:
    whole = f"cast({whole} as bigint)"
    return whole if said is None else f"coalesce({whole}, {said_sql(name, said)})"


def postcode_number_sql(postcode: str) -> str:
    """
    A postcode as a number, its last character in the lowest seven bits and so on; 0 where it has no more.

    Numbers are compared far faster than texts, and what two of them share is seen at one glance at the bits in which
    they differ: of one sector all but the lowest fourteen are equal, of one district all but the lowest twenty-one.
    """
    return (
        "("
        + " + ".join(
            f"cast(ascii(substr(reverse({postcode}), {place + 1}, 1)) as bigint) * {CHARACTER**place}"
            for place in range(CHARACTERS)
        )
        + ")"
    )


def said_sql(name: str, said: str) -> str:
    """A part of the birth date in the text `said`, such as 1970-XX-01; null where nothing can be read of it."""
    first, length = SAID[name]
    part = f"substr({said}, {first}, {length})"
    return f"cast(case when {part} <> '{UNREADABLE}' then {part} end as bigint)"


def with_parts(condition: str, side: str) -> str:
    """A condition on the birth date and postcode of `side` that reads their parts where they stand."""
    for name, part in (BIRTH_DATE | POSTCODE).items():
        condition = condition.replace(part.format(side), f"{side}.{name}")
    return condition
