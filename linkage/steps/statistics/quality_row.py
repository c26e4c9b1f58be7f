"""What every row of data quality that counts rows, not events of people, begins and ends with."""

TAIL = "cast(null as bigint) as numerator_people, cast(null as bigint) as complement_people"


def head_sql(period: str) -> str:
    """The beginning of a row of this table, in the month `period`."""
    return f"select '{period}' as period, 'data_quality' as \"table\""
