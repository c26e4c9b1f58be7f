"""Sums over people once some of these have been counted anew: the old number, less theirs before, and theirs now."""

PLAIN = ("records", "people", "patients")
"""Measures whose value is their count; of the others it is the numerator's share of the denominator."""


def moved_sql(condition: str) -> str:
    """
    Statistics rows: those of old_statistics that meet `condition`, less moved_before, and moved_after in its place.

    A category of which nothing is left has no row; ranks and totals have one always.
    """
    key = ("table", "breakdown", "category", "measure")
    counts = ("numerator", "denominator", "numerator_people", "complement_people")
    same = {side: " and ".join(f'{side}."{name}" = old."{name}"' for name in key) for side in ("past", "now")}
    listed = ", ".join(
        f"old.{name} - coalesce(past.{name}, 0) + coalesce(now.{name}, 0) as {name}" for name in counts
    )
    plain = ", ".join(f"'{measure}'" for measure in PLAIN)
    return f"""
        select period, "table", breakdown, category, measure, numerator, denominator,
            case when measure in ({plain}) then cast(numerator as double)
                else cast(numerator as double) / nullif(denominator, 0) end as value,
            level, numerator_people, complement_people
        from (
            select old.period, old."table", old.breakdown, old.category, old.measure, old.level, {listed}
            from (select * from old_statistics where {condition}) as old
            left join moved_before as past on {same["past"]}
            left join moved_after as now on {same["now"]}
        ) as moved
        where "table" = 'match_rank' or denominator > 0"""
