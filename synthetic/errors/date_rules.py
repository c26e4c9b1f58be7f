"""How a birth date goes wrong in imaging records: by part, exchanged, copied, by default, or lost."""

from collections.abc import Mapping

from .rules import DMQ, ErrorRule

BIRTH_DATE_SLIPPED = ErrorRule(
    "birth_date_slipped",
    {"with number": 0.0010, "without number": 0.0050},
    f"With a number: ranks 3 and 4 are 0.086% of matched rows in the {DMQ}, and 0.11% of HES inpatient records"
    " have a wrong birth date (Harron and others, 2017). Without: 624 of 126,904 people (0.49%) have two birth"
    " dates under one NHS number in one English trust (CRATE, empirical rates, 2023).",
    by_person=True,
)

SLIPS: Mapping[str, Mapping[str, int]] = {
    "day": {"by 1": 74, "by 2": 41, "digits switched": 8, "otherwise": 151},
    "month": {"by 1": 64, "by 2": 33, "digits switched": 7, "otherwise": 68},
    "year": {"by 1": 55, "by 2": 18, "digits switched": 2, "otherwise": 61},
}
"""People of those 624 by the one part that differs, and how, from CRATE. Each part has a rate of its own, its
share of the 624, which the settings `day_errors`, `month_errors` and `year_errors` multiply."""

SEVERAL_SLIPS: Mapping[str, int] = {"day and month exchanged": 3, "two slips": 26, "two parts otherwise": 13}
"""The 42 whose dates differ in two parts or more. CRATE tells the exchanged ones; that of the others two in three
are slips by one or two, and none differs in three parts, is our choice."""

PEOPLE = sum(sum(kinds.values()) for kinds in SLIPS.values()) + sum(SEVERAL_SLIPS.values())

STEPS = {"1": 193, "2": 92}
"""By how much each part of two slips is out: as often as in one part, from CRATE."""

CAN_BE_SWITCHED = {"day": 0.30, "month": 0.17, "year": 0.72}
"""Share of birth dates whose two digits of a part, exchanged, make another date: 01 and 10, 12 and 21, 31 and 13.
Who has such a date has his digits switched so much more often that the shares above come out. Counted."""

BIRTH_DATE_LOST = ErrorRule(
    "birth_date_lost",
    {"blank": 0.0004},
    f"Our choice in the open: birth date blank or not even partly right in about 0.1% of matched rows, within rank 5"
    f" and 8 of the {DMQ}.",
)

DATE_RULES = (BIRTH_DATE_SLIPPED, BIRTH_DATE_LOST)

DEFAULT_DATES: Mapping[str, float] = {
    "1 January": 0.6,
    "1 of the month": 0.2,
    "15 July": 0.1,
    "11 November": 0.1,
}
"""What stands for a day, or a day and month, that nobody knew; the year, and at 1 of a month the month, are right.
1 January is the default that the ranks of HES-DID exclude; 15 July is the middle of the year and 11 November the
same digits typed on. How many records of each side have one is a setting of the world, `default_dates`, 0.05%:
uncertain, no rate was found, and the kinds are our choice."""

DAY_FIRST = "birth_date_day_first"
"""Written by a system with month and day in each other's place: 1970-25-01 is no date, 1970-05-02 is another. A
setting of the world, `day_first_dates`, 0.02% of records: uncertain, no rate was found. DID asks for dates as
CCYY-MM-DD and turns away what is none, so few can be left."""


IMPOSSIBLE: Mapping[str, float] = {"day": 0.5, "month": 0.5}
"""The part of a hospital's birth date that is none, its first digit typed too high: 1970-81-01, 1970-08-41. A month of
20 to 31 beside a day up to 12 reads as another date. How many registrations bear one is a setting of the world,
`impossible_dates`, 0.02%: uncertain, no rate was found, and that both parts are as often hit is our choice."""


def slip_shares(parts: Mapping[str, float]) -> Mapping[str, float]:
    """People, of 624 in all, by the part that slips, or how several do; `parts` multiplies a part's rate."""
    single = {part: sum(kinds.values()) * parts[part] for part, kinds in SLIPS.items()}
    return {**single, **{shape: float(people) for shape, people in SEVERAL_SLIPS.items()}}
