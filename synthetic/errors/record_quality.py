"""For whom records are worse: what multiplies the rates of the error rules, person by person."""

from ..codes import by_code
from ..draws import Draws
from ..people.postcodes import DECILES

POOR_SHARE = 0.15
POOR_TIMES = 4.0
"""The latent factor: so many people have poor records, and at strength s the rates are 1 + 4s times the mean
for them and lower for the others, so that the mean stays. It makes missing number, slip, unknown postcode and
absence from hospital records go together. Our choice: no joint distribution has been published."""

ETHNIC_TIMES = {"A": 1.0, "B": 1.0, "Z": 1.3}
OTHER_ETHNIC_TIMES = 1.5
"""By ethnic category: more missed matches for ethnic minorities and where it is not stated. The direction is
published (Hagger-Johnson and others 2015 and 2017), the size is our choice."""

DEPRIVATION_SLOPE = 0.9
"""From 1.45 times in the most deprived tenth of areas to 0.55 in the least. The direction is published
(Hagger-Johnson and others 2017), the size is our choice."""

HOSTEL_TIMES = 3.0
"""In hostels. More missed matches for people of no fixed abode (the same); the size is our choice."""

MEAN_ETHNIC_TIMES = 1.11
"""Mean of the ethnic factor over people, so that rates are those of people on average."""

MOST_TIMES = 8.0

HURRIED_SHARE = 0.04
HURRIED_TIMES = 20.0
"""The factor of one record, beside that of its person: so many are taken down in a hurry, and at strength s their
rates of wrong birth date, mistyped postcode and wrong sex are 1 + 20s times the mean, those of the others lower, so
that the mean stays. Two such errors then meet on a record 5 times as often as by chance at strength 0.5, 18 times
at 1. Our choice: sex and birth date are both wrong at least 26 times as often as by chance in the 30,000 true pairs
of Harron and others (2017, table 1), but that is one pair."""


def latent_levels(strength: float) -> tuple[float, float]:
    """The latent factor of people with poor records and of the others; its mean is 1."""
    return _levels(strength, POOR_TIMES, POOR_SHARE)


def hurried_levels(strength: float) -> tuple[float, float]:
    """The factor of records taken down in a hurry and of the others; its mean is 1."""
    return _levels(strength, HURRIED_TIMES, HURRIED_SHARE)


def _levels(strength: float, times: float, share: float) -> tuple[float, float]:
    """A factor of mean 1 with two levels, the higher one 1 + `times` * `strength` for a `share`."""
    high = 1 + times * strength
    return high, (1 - share * high) / (1 - share)


def haste_sql(draws: Draws, strength: float) -> str:
    """The factor of an imaging record, from its `test_number`."""
    hurried, other = hurried_levels(strength)
    is_hurried = draws.happens("hurried", HURRIED_SHARE, "test_number")
    return f"cast(case when {is_hurried} then {hurried!r} else {other!r} end as double)"


def record_quality_sql(draws: Draws, strength: float) -> str:
    """
    One row per person: `latent`, the factor that also governs absence from hospital records, and `times`.

    `times` multiplies the rates of the rules that differ by person; at most 8, so that no rate comes near 1.
    """
    poor, other = latent_levels(strength)
    ethnic = by_code("ethnic_category", ETHNIC_TIMES, OTHER_ETHNIC_TIMES)
    step = DEPRIVATION_SLOPE / (DECILES - 1)
    return f"""
        select person_number, latent, least(latent * ethnic * deprivation * place, {MOST_TIMES}) as times
        from (
            select person_number,
                case when {draws.happens("poor records", POOR_SHARE, "person_number")}
                    then {poor!r} else {other!r} end as latent,
                ({ethnic}) / {MEAN_ETHNIC_TIMES} as ethnic,
                {1 + DEPRIVATION_SLOPE / 2!r} - {step!r} * (decile - 1) as deprivation,
                case kind when 'hostel' then {HOSTEL_TIMES} else 1 end as place
            from world_person
        ) as factors"""
