"""What became of every event of a trial, with a number or without, held against the truth."""

from benchmarks.trial.judged import SAME_PERSON_SQL
from benchmarks.world import LAST_DAY
from linkage.engine.base import Engine
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.resolve.identity_link import identity_link_sql


def make_decided(engine: Engine) -> None:
    """
    The tables of ranks and of rank P -> identity_link, decided.

    decided: one row per event, with the rank that linked it, the probability where there is one, and whether the
    link is right. A person split over two keys is right by either.
    """
    engine.create("identity_link", identity_link_sql())
    engine.create(
        "decided",
        f"""
        with same as ({SAME_PERSON_SQL})
        select kept.event_id, kept.nhs_number is not null as has_number, link.status, link.match_rank,
            link.match_probability,
            coalesce(link.person_id = kept.true_person_id or same.person_id is not null, false) as is_right,
            {age_band_sql("kept.birth_date", LAST_DAY)} as age_band
        from kept_event as kept
        join event on event.event_id = kept.event_id
        join identity_link as link on link.identity_key = event.identity_key
        left join same on same.person_id = link.person_id and same.other_person_id = kept.true_person_id""",
    )
