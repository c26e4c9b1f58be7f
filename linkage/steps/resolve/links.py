"""The links table: one row per event of the month, carried from its identity."""

from linkage.engine.quote import literal


def links_sql(model_id: str | None, release: str) -> str:
    """One row per event that has not opted out; `model_id` is null for a profile without rank P."""
    model = literal(model_id) if model_id else "cast(null as string)"
    return f"""
        select event.event_id, link.status, link.person_id, link.match_rank, link.match_weight,
            link.match_probability, link.runner_up_probability, link.candidate_people,
            link.nhs_number_agreement, link.birth_date_agreement, link.sex_agreement, link.postcode_agreement,
            link.reason, {model} as model_id, {literal(release)} as release
        from event
        join identity_link as link on link.identity_key = event.identity_key
        where event.event_id not in (select event_id from opted_out_event)"""
