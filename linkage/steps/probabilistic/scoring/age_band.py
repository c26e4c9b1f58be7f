"""Age bands in which coincidence is priced: the young and students share addresses and birth dates far more."""

BANDS = ((0, 19), (20, 24), (25, 79), (80, 150))
"""First and last whole year of each band. The bands follow where the count of agreeing strangers jumps."""


def name(first: int, last: int) -> str:
    """A band as it stands in the model file, such as 20-24."""
    return f"{first}-{last}"


def age_band_sql(birth_date: str, last_day: str) -> str:
    """The band of the age reached on `last_day` (YYYY-MM-DD); null without a birth date."""
    day = f"date '{last_day}'"
    before_birthday = (
        f"extract(month from {birth_date}) * 100 + extract(day from {birth_date})"
        f" > extract(month from {day}) * 100 + extract(day from {day})"
    )
    age = (
        f"(extract(year from {day}) - extract(year from {birth_date})"
        f" - case when {before_birthday} then 1 else 0 end)"
    )
    cases = " ".join(f"when {age} <= {last} then '{name(first, last)}'" for first, last in BANDS)
    return f"case {cases} end"
