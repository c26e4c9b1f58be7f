"""One shape for every number: numerator, denominator, value, and the people behind both sides."""


def row_sql(
    *,
    table: str,
    breakdown: str,
    category: str,
    measure: str,
    numerator: str,
    denominator: str | None,
    condition: str,
    share: bool,
    source: str,
) -> str:
    """
    A select that gives statistics rows from the table `outcome`.

    `condition` says which events the numerator is about, so that the people behind it and behind the rest of the
    denominator can be counted: disclosure control works on people. A share of nothing is null, not a number.
    """
    whole = denominator or "cast(null as bigint)"
    value = f"cast({numerator} as double) / nullif({whole}, 0)" if share else f"cast({numerator} as double)"
    return f"""
        select period, '{table}' as "table", {breakdown} as breakdown, {category} as category,
            '{measure}' as measure, {numerator} as numerator, {whole} as denominator, {value} as value,
            count(distinct case when {condition} then subject end) as numerator_people,
            count(distinct case when not ({condition}) then subject end) as complement_people
        from {source}"""
