"""Working days: most planned care does not happen at weekends."""


def next_workday_sql(day: str) -> str:
    """`day` itself, or the Monday after it when it falls on a weekend."""
    return f"({day} + cast(case isodow({day}) when 6 then 2 when 7 then 1 else 0 end as integer))"


def nearest_workday_sql(day: str, first_day: str) -> str:
    """`day` itself, or the Friday before its weekend; the Monday after where that is before `first_day`."""
    back = f"({day} - cast(case isodow({day}) when 6 then 1 when 7 then 2 else 0 end as integer))"
    return f"(case when {back} >= {first_day} then {back} else {next_workday_sql(day)} end)"
