"""What each rule does to the NHS number of each imaging record."""

from collections.abc import Mapping

from ..codes import by_code
from ..draws import Draws
from ..settings import WorldSettings
from .borrowed_numbers import NEWBORN_DAYS
from .number_rules import (
    MOTHERS_NUMBER,
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    NUMBER_ONLY,
    OLD_NUMBER,
    OTHER_NUMBER_KINDS,
)


def number_error_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per event: what each rule does to its number, null when the rule spares it; the first is the one.

    But a record that bears a number and nothing else bears another person's as often as any: nothing makes it surer.
    """
    test = ("test_number",)
    is_newborn = f"test_date - birth_date < {NEWBORN_DAYS} and mother_number is not null"
    mothers = draws.happens("mothers number", MOTHERS_NUMBER.rates["under six weeks"], *test)
    others = draws.outcome("other number", _other_numbers(settings), *test)
    only = draws.happens("number only", NUMBER_ONLY.rates["rest blank"], *test)
    still_old = draws.happens("old number", OLD_NUMBER.rates["superseded"], *test)
    is_old = f"old_number is not null and (test_date < superseded_on or {still_old})"
    is_own = "number_missing is null and mothers_number is null"
    is_right = f"{is_own} and number_only is null"
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
            select *, case when {_is_missing_sql(draws, settings)} then 'missing' end as number_missing
            from known
        ),
        numbered as (
            select *,
                case when number_missing is null and {is_newborn} and {mothers} then 'mother' end as mothers_number,
                case when number_missing is null and not ({is_newborn}) and {only} then 'only' end as number_only
            from bare
        ),
        lent as (
            select *, case when {is_own} then {others} end as other_number
            from numbered
        ),
        typed as (
            select *, case when {is_right} and other_number is null
                then {draws.outcome("number mistyped", NUMBER_MISTYPED.rates, *test)} end as number_mistyped
            from lent
        )
        select test_number, number_missing, mothers_number, number_only, other_number, number_mistyped,
            case when {is_right} and other_number is null and number_mistyped is null and {is_old}
                then 'old' end as old_number
        from typed"""


def _is_missing_sql(draws: Draws, settings: WorldSettings) -> str:
    """Whether the number is missing, from `setting` and `times`."""
    chance = f"({by_code('setting', NUMBER_MISSING.rates)}) * times * {settings.number_missing_times!r}"
    return draws.happens("number missing", chance, "test_number")


def _other_numbers(settings: WorldSettings) -> Mapping[str, float]:
    """Share of records that bear another person's number, by whose it is."""
    times = {"relative": settings.relatives_numbers}
    return {
        kind: share * settings.other_number * times.get(kind, 1.0)
        for kind, share in OTHER_NUMBER_KINDS.items()
    }
