"""The links table: one row per event of the month, carried from its identity, or as reviewers decided."""

from linkage.engine.quote import literal
from linkage.steps.resolve.decided import APART, LINKED
from linkage.words.names import IDENTIFIERS


def links_sql(model_id: str | None, release: str) -> str:
    """
    One row per event that has not opted out; `model_id` is null for a profile without rank P.

    What a reviewer decided otherwise than it was found has no rank and no weight: these are the machine's. Where both
    say the same the link is the machine's, and bears the decision all the same.
    """
    model = literal(model_id) if model_id else "cast(null as string)"
    found = {
        "status": f"case decided.effect when '{LINKED}' then 'linked' when '{APART}' then 'unlinked'"
        " else link.status end",
        "person_id": f"case decided.effect when '{LINKED}' then decided.person_id when '{APART}' then null"
        " else link.person_id end",
        **{
            name: f"case when decided.effect in ('{LINKED}', '{APART}') then null else link.{name} end"
            for name in ("match_rank", "match_weight", "match_probability", "runner_up_probability")
        },
        "candidate_people": "link.candidate_people",
        **{
            name: f"case when decided.effect in ('{LINKED}', '{APART}') then decided.{name} else link.{name} end"
            for name in (f"{field}_agreement" for field in IDENTIFIERS)
        },
        "reason": f"case when decided.effect in ('{LINKED}', '{APART}') then 'decision' else link.reason end",
    }
    columns = ",\n            ".join(f"{sql} as {name}" for name, sql in found.items())
    return f"""
        select event.event_id, {columns},
            {model} as model_id, {literal(release)} as release, decided.decision_id
        from event
        join identity_link as link on link.identity_key = event.identity_key
        left join decided_event as decided on decided.event_id = event.event_id
        where event.event_id not in (select event_id from opted_out_event)"""
