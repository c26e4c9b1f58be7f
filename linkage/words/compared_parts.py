"""Parts of a birth date and a postcode that rank P compares, the same for the index and for events."""

BIRTH_DATE = {f"birth_{part}": f"extract({part} from {{0}}.birth_date)" for part in ("day", "month", "year")}
POSTCODE = {
    "district": "substr({0}.postcode, 1, length({0}.postcode) - 3)",
    "sector": "substr({0}.postcode, 1, length({0}.postcode) - 2)",
}
"""Column and what it holds, {0} being the table that has the whole."""

COLUMNS = ("birth_date", *BIRTH_DATE, "sex", "postcode", *POSTCODE)


def parts_sql(side: str) -> str:
    """The columns of `COLUMNS`, cut out of the birth date, sex and postcode of the table `side`."""
    made = {name: f"cast({part.format(side)} as bigint) as {name}" for name, part in BIRTH_DATE.items()} | {
        name: f"{part.format(side)} as {name}" for name, part in POSTCODE.items()
    }
    return ", ".join(made.get(name, f"{side}.{name}") for name in COLUMNS)


def with_parts(condition: str, side: str) -> str:
    """A condition on the birth date and postcode of `side` that reads their parts where they stand."""
    for name, part in (BIRTH_DATE | POSTCODE).items():
        condition = condition.replace(part.format(side), f"{side}.{name}")
    return condition
