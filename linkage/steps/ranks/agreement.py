"""How two values agree, and how a rule's tests and guards become conditions on that."""

from linkage.config.rules import Exact, Guard, Missing, NoContradiction, Partial, Test


def exact_sql(left: str, right: str) -> str:
    """exact, missing (on either side) or conflict."""
    return (
        f"case when {left} is null or {right} is null then 'missing'"
        f" when {left} = {right} then 'exact' else 'conflict' end"
    )


def birth_date_sql(left: str, right: str, *, stage_3: bool) -> str:
    """
    exact, partial, missing or conflict.

    Partial, as published: stage 1, any two of year, month and day agree; stage 2, the year agrees and day and
    month are switched. Stage 3 is lost in every public copy; ours, off by default, accepts a switch whose year
    differs by 100 or has its last two digits reversed.
    """
    day, month, year = (
        (f"extract({part} from {left})", f"extract({part} from {right})") for part in ("day", "month", "year")
    )
    same_day, same_month, same_year = (f"{a} = {b}" for a, b in (day, month, year))
    switched = f"{day[0]} = {month[1]} and {month[0]} = {day[1]}"
    accepted = [
        f"({same_year} and {same_month})",
        f"({same_month} and {same_day})",
        f"({same_year} and {same_day})",
        f"({same_year} and {switched})",
    ]
    if stage_3:
        accepted.append(f"({switched} and ({_century(*year)} or {_reversed(*year)}))")
    partial = " or ".join(accepted)
    return (
        f"case when {left} is null or {right} is null then 'missing'"
        f" when {left} = {right} then 'exact' when {partial} then 'partial' else 'conflict' end"
    )


def _century(left: str, right: str) -> str:
    return f"abs({left} - {right}) = 100"


def _reversed(left: str, right: str) -> str:
    units, tens = f"({left} % 10)", f"({left} % 100 - {left} % 10) / 10"
    return f"({left} - {left} % 100 = {right} - {right} % 100 and {right} % 100 = {units} * 10 + {tens})"


def test_sql(test: Test) -> str:
    """A rule's test as a condition on a row of agreements."""
    match test:
        case Exact(field="nhs_number"):
            return "number_is_held"
        case Exact(field=field):
            return f"{field}_agreement = 'exact'"
        case Partial(field=field):
            return f"{field}_agreement = 'partial'"
        case Missing(field=field):
            return f"{field}_agreement = 'missing'"
        case NoContradiction():
            return "nhs_number_agreement <> 'conflict'"


GUARDS: dict[Guard, str] = {
    "new_year_birth_date": "is_new_year_birth_date",
    "ignored_postcode": "is_ignored_postcode",
    "birth_date_conflict": "(birth_date_agreement = 'conflict')",
    "other_person_agrees": "other_person_agrees",
}
"""What raises each guard, said of a row of agreements."""
