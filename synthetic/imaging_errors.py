"""What each error rule does to each imaging record."""

from .borrowed_numbers import NEWBORN_DAYS
from .draws import Draws
from .errors import (
    BIRTH_DATE_LOST,
    BIRTH_DATE_SHAPES,
    BIRTH_DATE_SLIPPED,
    MOTHERS_NUMBER,
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    NUMBER_ONLY,
    OLD_NUMBER,
    OTHER_NUMBER_KINDS,
    POSTCODE_UNKNOWN,
    SEX_WRONG,
)


def error_sql(draws: Draws, other_number: float, number_missing_times: float) -> str:
    """
    One row per event: what each rule does to it, null when the rule spares it.

    `other_number` is the share of records that bear another person's number, `number_missing_times` multiplies the
    rate of missing ones. Of the faults of the number the first that strikes is the one; the same holds for the
    birth date.
    """
    test = ("test_number",)
    by_setting = " ".join(f"when '{setting}' then {rate}" for setting, rate in NUMBER_MISSING.rates.items())
    missing = draws.happens(
        "number missing", f"(case setting {by_setting} end) * times * {number_missing_times!r}", *test
    )
    is_newborn = f"test_date - birth_date < {NEWBORN_DAYS} and mother_number is not null"
    mothers = draws.happens("mothers number", MOTHERS_NUMBER.rates["under six weeks"], *test)
    others = {kind: share * other_number for kind, share in OTHER_NUMBER_KINDS.items()}
    only = draws.happens("number only", NUMBER_ONLY.rates["rest blank"], *test)
    still_old = draws.happens("old number", OLD_NUMBER.rates["superseded"], *test)
    is_old = f"old_number is not null and (test_date < superseded_on or {still_old})"
    without, with_number = (BIRTH_DATE_SLIPPED.rates[key] for key in ("without number", "with number"))
    slip = f"case when number_missing is not null then {without} else {with_number} end"
    unknown = {code: f"{rate} * times" for code, rate in POSTCODE_UNKNOWN.rates.items()}
    is_right = "number_missing is null and mothers_number is null and number_only is null"
    return f"""
        with known as (
            select event.test_number, event.setting, event.test_date, person.birth_date, quality.times,
                birth.mother_number, old.old_number, old.superseded_on
            from world_event as event
            join world_person as person using (person_number)
            join world_record_quality as quality using (person_number)
            left join world_birth as birth using (person_number)
            left join world_old_number as old using (person_number)
        ),
        bare as (
            select *, case when {missing} then 'missing' end as number_missing
            from known
        ),
        numbered as (
            select *,
                case when number_missing is null and {is_newborn} and {mothers} then 'mother' end as mothers_number,
                case when number_missing is null and not ({is_newborn}) and {only} then 'only' end as number_only
            from bare
        ),
        lent as (
            select *, case when {is_right} then {draws.outcome("other number", others, *test)} end as other_number
            from numbered
        ),
        typed as (
            select *, case when {is_right} and other_number is null
                then {draws.outcome("number mistyped", NUMBER_MISTYPED.rates, *test)} end as number_mistyped
            from lent
        )
        select test_number, number_missing, mothers_number, number_only, other_number, number_mistyped,
            case when {is_right} and other_number is null and number_mistyped is null and {is_old}
                then 'old' end as old_number,
            case when number_only is null and {draws.happens("birth date slipped", f"({slip}) * times", *test)}
                then {draws.chosen("slip shape", dict(BIRTH_DATE_SHAPES), *test)} end as birth_date_slipped,
            case when number_only is null then {draws.outcome("birth date lost", BIRTH_DATE_LOST.rates, *test)}
                end as birth_date_lost,
            case when number_only is null then {draws.outcome_sql("postcode unknown", unknown, *test)} end
                as postcode_unknown,
            case when number_only is null then {draws.outcome("sex wrong", SEX_WRONG.rates, *test)} end
                as sex_wrong
        from typed"""


def slip_shape_sql() -> str:
    """One row per event whose birth date slips, with the shape of the slip."""
    return """
        select event.test_number, event.test_date, person.birth_date, error.birth_date_slipped as shape
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        where error.birth_date_slipped is not null and error.birth_date_lost is null"""
