"""How crowded the event's postcode is: the more people hold it, the likelier a stranger there agrees on the rest."""

CLASSES = ((0, 4), (5, 9), (10, 29), (30, 99))
"""Fewest and most people of the index who hold the postcode; beyond the last it is `100 or more`."""
COMMUNAL = "communal"
"""On the ignore list: a care home, a hall, a default."""


def name(fewest: int, most: int) -> str:
    """A class as it stands in the model file, such as 5-9."""
    return f"{fewest}-{most}"


MOST = f"{CLASSES[-1][1] + 1} or more"
NAMES = (*(name(*one) for one in CLASSES), MOST, COMMUNAL)


def crowd_sql(row: str) -> str:
    """The class of the event's postcode, `row` being its row of postcode_people, all null where HES has none there."""
    cases = " ".join(f"when {row}.people <= {most} then '{name(fewest, most)}'" for fewest, most in CLASSES)
    return (
        f"case when {row}.ignored then '{COMMUNAL}' when {row}.people is null then '{name(*CLASSES[0])}'"
        f" {cases} else '{MOST}' end"
    )
