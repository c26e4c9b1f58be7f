"""N, the people of the index, as a table of one row: who needs it reads it there, and no statement holds it."""

PEOPLE = "(select people from index_size)"
"""N in an expression."""


def index_size_sql() -> str:
    """person -> one row: how many people the index holds, and the share of them without an NHS number."""
    return """
        select cast(count(*) as double) as people,
            coalesce(avg(case when nhs_numbers = 0 then cast(1 as double) else 0 end), 0) as without_number
        from person"""
