"""What each error rule does to each imaging record."""

from ..draws import Draws
from ..settings import WorldSettings
from .copied_records import COPIED
from .date_rules import (
    BIRTH_DATE_LOST,
    BIRTH_DATE_SLIPPED,
    DAY_FIRST,
    DEFAULT_DATES,
    PEOPLE,
    slip_shares,
)
from .postcode_rules import POSTCODE_MISTYPED, POSTCODE_UNKNOWN
from .record_quality import haste_sql
from .sex_rules import SEX_BLANK_TOO, SEX_WRONG
from .slipped_dates import shape_drawn_sql

TEST = "test_number"

MOST_LIKELY = 0.9
"""No chance of an error is higher, however many factors multiply it."""

DATE_STRUCK = "birth_date_copied", "birth_date_lost", "birth_date_default", DAY_FIRST
"""Faults of the birth date in the order in which the first is the one, but for the slip, which is the last."""

STRUCK = (
    "number_missing", "number_mistyped", "other_number", "mothers_number", "old_number", "number_only",
    *COPIED, "birth_date_lost", "birth_date_default", DAY_FIRST, "birth_date_slipped",
    "postcode_unknown", "postcode_mistyped", "sex_wrong", SEX_BLANK_TOO,
)  # fmt: skip
"""Columns of world_error: what each rule does to an event, null when it spares it."""


def error_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per event: what each rule does to it, null when the rule spares it.

    Of the faults of the birth date the first that strikes is the one; a record that is copied, or bears a number only,
    has no other fault of birth date, sex and postcode.
    """
    unknown = {code: f"{rate} * times" for code, rate in POSTCODE_UNKNOWN.rates.items()}
    sexes = {code: f"{rate} * haste" for code, rate in SEX_WRONG.rates.items()}
    too = draws.happens("sex blank too", settings.sex_blank_with_error, TEST)
    errors = " or ".join(
        f"{name} is not null" for name in (*DATE_STRUCK, "birth_date_slipped", "postcode_mistyped")
    )
    return f"""
        with known as (
            select number.*, event.test_date, person.birth_date, quality.times,
                {haste_sql(draws, settings.record_quality)} as haste,
                case when copied.copied = 'record' then 'record' end as record_copied,
                case when copied.copied = 'date' then 'date' end as birth_date_copied
            from world_number_error as number
            join world_event as event using (test_number)
            join world_person as person using (person_number)
            join world_record_quality as quality using (person_number)
            left join world_copied as copied using (test_number)
        ),
        dated as (
            select test_number, {", ".join(_first_alone())}
            from (select test_number, birth_date_copied, {_date_faults_sql(draws, settings)} from known where {WHOLE})
        ),
        struck as (
            select known.* exclude (birth_date_copied), dated.* exclude (test_number),
                case when {WHOLE} then {draws.outcome_sql("postcode unknown", unknown, TEST)} end as postcode_unknown,
                case when {WHOLE} then {draws.outcome_sql("sex wrong", sexes, TEST)} end as sex_wrong
            from known
            left join dated using (test_number)
        ),
        placed as (
            select *, case when {WHOLE} and postcode_unknown is null then {_mistyped_sql(draws, settings)} end
                as postcode_mistyped
            from struck
        )
        select * exclude (test_date, birth_date, times, haste),
            case when sex_wrong is null and ({errors}) and {too} then 'blank' end as sex_blank_too
        from placed"""


WHOLE = "number_only is null and record_copied is null"
"""Whether a record is one person's, with more than a number."""


def likely(chance: str) -> str:
    """A chance that is never too near 1."""
    return f"least({chance}, {MOST_LIKELY})"


def _date_faults_sql(draws: Draws, settings: WorldSettings) -> str:
    """What each rule would do to the birth date, were it alone, from a row of `known`."""
    lost = {fault: f"{rate} * haste" for fault, rate in BIRTH_DATE_LOST.rates.items()}
    default = draws.happens("default date", likely(f"{settings.default_dates!r} * haste"), TEST)
    day_first = draws.happens("day first", settings.day_first_dates, TEST)
    shares = slip_shares(
        {"day": settings.day_errors, "month": settings.month_errors, "year": settings.year_errors}
    )
    times = settings.date_errors * sum(shares.values()) / PEOPLE
    without, with_number = (BIRTH_DATE_SLIPPED.rates[key] for key in ("without number", "with number"))
    slip = f"(case when number_missing is not null then {without} else {with_number} end) * {times!r} * times * haste"
    return f"""{draws.outcome_sql("birth date lost", lost, TEST)} as birth_date_lost,
                case when {default} then {draws.chosen("default date kind", DEFAULT_DATES, TEST)} end
                    as birth_date_default,
                case when {day_first} then 'day first' end as {DAY_FIRST},
                case when {draws.happens("birth date slipped", likely(slip), TEST)}
                    then {shape_drawn_sql(draws, shares)} end as birth_date_slipped"""


def _first_alone() -> list[str]:
    """The faults of the birth date, each only where none before it has struck."""
    kept, earlier = [DATE_STRUCK[0]], f"{DATE_STRUCK[0]} is null"
    for name in (*DATE_STRUCK[1:], "birth_date_slipped"):
        kept.append(f"case when {earlier} then {name} end as {name}")
        earlier += f" and {name} is null"
    return kept


def _mistyped_sql(draws: Draws, settings: WorldSettings) -> str:
    """How a postcode is mistyped, or null."""
    rate = sum(POSTCODE_MISTYPED.rates.values()) * settings.postcode_errors
    happens = draws.happens("postcode mistyped", likely(f"{rate!r} * times * haste"), TEST)
    return f"case when {happens} then {draws.chosen('postcode mistyped kind', POSTCODE_MISTYPED.rates, TEST)} end"
