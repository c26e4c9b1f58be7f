"""How two values agree."""


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
