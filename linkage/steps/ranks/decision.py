"""What the ranks settle: the one person at the best rank, or nobody when several are left there."""

from linkage.config.rules import Rules


def rank_decision_sql(rules: Rules) -> str:
    """
    One row per event identity that some rank reaches.

    A smaller order is stronger, so the best rank over all people equals the published sequence of steps in
    which a record that has matched is not offered again.
    """
    held_back = ", ".join(f"'{rank.rank}'" for rank in rules.rank if rank.after_p)
    after_p = f"match_rank in ({held_back})" if held_back else "false"
    return f"""
        with best as (
            select identity_key, min(rank_order) as rank_order
            from candidate
            group by identity_key
        ),
        counted as (
            select candidate.identity_key, min(candidate.match_rank) as match_rank,
                count(*) as people, min(candidate.person_id) as first_person_id
            from candidate
            join best on best.identity_key = candidate.identity_key and best.rank_order = candidate.rank_order
            group by candidate.identity_key
        )
        select identity_key, match_rank, people,
            case when people = 1 then first_person_id end as person_id,
            {after_p} as after_p
        from counted"""
