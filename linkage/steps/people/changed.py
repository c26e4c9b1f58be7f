"""Made people against those of an earlier edition, by the bearers that both hold: merged, split, or keyed anew."""


def person_change_sql(before: str) -> str:
    """
    One row per earlier and present person who have a bearer in common and are not one and the same.

    `before` is a table expression of bearer and person_id. `regrouped`: some of an earlier person's records came to
    others, and some of others' to this one.
    """
    return f"""
        with pair as (
            select distinct was.person_id as was_person_id, made.person_id
            from {before} as was
            join made_person as made on made.bearer = was.bearer
        ),
        counted as (
            select was_person_id, person_id,
                count(*) over (partition by person_id) as earlier, count(*) over (partition by was_person_id) as later
            from pair
        )
        select was_person_id, person_id,
            case when earlier > 1 and later > 1 then 'regrouped' when earlier > 1 then 'merged'
                when later > 1 then 'split' else 'renewed' end as what
        from counted
        where earlier > 1 or later > 1 or was_person_id <> person_id"""


def counted_changes_sql() -> str:
    """One row: people merged, people split, and people under another key."""
    return """
        select count(distinct case when what in ('merged', 'regrouped') then person_id end),
            count(distinct case when what in ('split', 'regrouped') then was_person_id end),
            count(case when what = 'renewed' then 1 end)
        from person_change"""
