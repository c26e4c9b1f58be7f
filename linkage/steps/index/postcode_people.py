"""How many people each postcode has held, and which postcodes are too crowded to settle who somebody is."""

from linkage.config.rules import Rules


def postcode_people_sql(rules: Rules) -> str:
    """
    One row per postcode of the index.

    Ignored: strictly more people than the percentile (nearest rank) of all postcodes and at least the floor, or
    supplied. Source of the percentile: CUREd, which drops the 1% of postcodes with most distinct patients.
    """
    return f"""
        with counted as (
            select postcode, count(distinct person_id) as people
            from identity
            where postcode is not null
            group by postcode
        ),
        numbered as (
            select people, row_number() over (order by people) as nth, count(*) over () as postcodes
            from counted
        ),
        percentile as (
            select min(people) as people
            from numbered
            where nth >= ceil(cast({rules.ignore_postcodes_percentile!r} as double) * postcodes)
        )
        select counted.postcode, counted.people,
            (counted.people > percentile.people and counted.people >= {rules.ignore_postcodes_min_people})
                or counted.postcode in (select postcode from supplied_ignored_postcode) as ignored
        from counted
        cross join percentile"""
