"""One decision per event identity, from the ranks and, where the profile has it, from rank P."""

from linkage.tables import contract
from linkage.words.names import IDENTIFIERS

EVIDENCE = ("match_weight", "match_probability", "runner_up_probability")
RANK_EVIDENCE = EVIDENCE[:2]
"""What a link of a deterministic rank has of its own."""


def empty_sql(table: str) -> str:
    """An empty posterior or rank_weight, for a profile without rank P."""
    columns = ", ".join(f"{column.null_sql} as {column.name}" for column in contract(table).columns)
    return f"select {columns} where false"


def identity_link_sql() -> str:
    """
    One row per event identity of the month.

    In order: a rank before P settles it (one person: linked; several: review). Then P links. Then a rank after P
    links one person, unless birth date or sex conflicts or P's review candidate is somebody else. What is left
    is as P left it, or unlinked.
    """
    agreements = ", ".join(f"candidate.{field}_agreement as rank_{field}" for field in IDENTIFIERS)
    return f"""
        with stated as (
            select event.identity_key, event.nhs_number is null and event.birth_date is null
                    and event.postcode is null as bears_nothing,
                decided.match_rank, decided.people, decided.person_id as rank_person_id,
                coalesce(decided.after_p, false) as after_p, contradicted.identity_key is not null as is_contradicted,
                posterior.status as p_status, posterior.reason as p_reason, posterior.person_id as p_person_id,
                posterior.match_weight, posterior.match_probability, posterior.runner_up_probability,
                posterior.candidate_people, weighed.match_weight as rank_match_weight,
                weighed.match_probability as rank_match_probability,
                posterior.nhs_number_agreement as p_nhs_number, posterior.birth_date_agreement as p_birth_date,
                posterior.sex_agreement as p_sex, posterior.postcode_agreement as p_postcode,
                {agreements}
            from event_identity as event
            left join rank_decision as decided on decided.identity_key = event.identity_key
            left join candidate
              on candidate.identity_key = event.identity_key and candidate.person_id = decided.person_id
            left join contradicted_identity as contradicted on contradicted.identity_key = event.identity_key
            left join rank_weight as weighed on weighed.identity_key = event.identity_key
            left join posterior on posterior.identity_key = event.identity_key
        ),
        judged as (
            select *,
                case
                    when match_rank is not null and not after_p and people = 1 then 'rank'
                    when match_rank is not null and not after_p then 'rank_ambiguous'
                    when p_status = 'linked' then 'p'
                    when match_rank is not null and people > 1 then 'rank_ambiguous'
                    when match_rank is not null and (rank_birth_date = 'conflict' or rank_sex = 'conflict'
                        or (p_status = 'review' and p_person_id is distinct from rank_person_id))
                        then 'rank_conflicting'
                    when match_rank is not null then 'rank'
                    when p_status is not null then 'p'
                    else 'nothing' end as settled_by
            from stated
        )
        select identity_key,
            case when settled_by = 'rank' then 'linked'
                when settled_by in ('rank_ambiguous', 'rank_conflicting') then 'review'
                when settled_by = 'p' then p_status else 'unlinked' end as status,
            case when settled_by = 'rank' then rank_person_id
                when settled_by = 'p' and p_status = 'linked' then p_person_id end as person_id,
            case when settled_by = 'rank' then match_rank
                when settled_by = 'p' and p_status = 'linked' then 'P' end as match_rank,
            {", ".join(_evidence(column) for column in EVIDENCE)},
            case when settled_by in ('rank', 'rank_ambiguous', 'rank_conflicting') then people
                else coalesce(candidate_people, 0) end as candidate_people,
            {", ".join(_agreement(field) for field in IDENTIFIERS)},
            case settled_by
                when 'rank' then 'rank'
                when 'rank_ambiguous' then 'ambiguous'
                when 'rank_conflicting' then 'conflicting_evidence'
                when 'p' then p_reason
                else case when bears_nothing then 'no_identifiers'
                    when is_contradicted then 'contradicted' else 'no_candidate' end end as reason
        from judged"""


def _evidence(column: str) -> str:
    """
    What rank P says of the event, unless a rank linked it to somebody else than P's best person.

    A rank's link that P did not score has the weight and the probability of how it agrees.
    """
    otherwise = f" else rank_{column}" if column in RANK_EVIDENCE else ""
    said = "settled_by <> 'rank' or p_person_id = rank_person_id"
    return f"case when {said} then {column}{otherwise} end as {column}"


def _agreement(field: str) -> str:
    return (
        f"case when settled_by in ('rank', 'rank_conflicting') then rank_{field}"
        f" when settled_by = 'p' then p_{field} end as {field}_agreement"
    )
