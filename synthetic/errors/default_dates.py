"""Dates written for a birth date of which only the year, or year and month, is known."""


def default_date_sql(kind: str, birth_date: str, day: str) -> str:
    """
    The default of a kind of DEFAULT_DATES for a birth date, on a record made on `day`; null without a kind.

    What has not come on that day yet gives way to 1 January of the year.
    """
    year = f"year({birth_date})"
    new_year, july = f"make_date({year}, 1, 1)", f"make_date({year}, 7, 15)"
    november = f"make_date({year}, 11, 11)"
    return f"""case {kind}
                when '1 January' then {new_year}
                when '1 of the month' then make_date({year}, month({birth_date}), 1)
                when '15 July' then case when {july} <= {day} then {july} else {new_year} end
                when '11 November' then case when {november} <= {day} then {november} else {new_year} end
            end"""
