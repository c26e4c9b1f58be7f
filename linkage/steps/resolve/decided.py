"""
What reviewers decided, on the events of the month: which decisions bear on which, whether they hold, and what they do.

A decision never takes the place of what the ranks and rank P found: that stays as it is in identity_link, by identity,
for everything that judges the machine. Decisions are of events, and speak where the links are written.
"""

from linkage.engine.making import Item, Listed, Made, made
from linkage.engine.value import Row
from linkage.tables import contract
from linkage.words.names import IDENTIFIERS

BEARS, CONTRADICTORY = "bears", "contradictory"
IDENTITY_CHANGED, PERSON_GONE, OPTED_OUT = "identity_changed", "person_gone", "opted_out"
LINKED, APART, CONFIRMED = "linked", "apart", "confirmed"
MATCH, NONE, IDENTITY = "match", "none", "identity"
NAMED = {"decision_id": "text", "person_id": "text"}
BORNE = {
    "event_id": "text",
    "decision_id": "text",
    "answer": "text",
    "is_anybody": "boolean",
    "person_id": "text",
    "outcome": "text",
}


def decided_made(decisions: tuple[Row, ...], released: str | None) -> tuple[Item, ...]:
    """
    event, identity_link, person, opted_out_person -> review_decision, bearing_decision and what is decided.

    `decisions` are the rows of review_decision; `released` is the pseudonym of a person `own` by a row `pad`, where
    releases have one in the place of the key.
    """
    source = "review_decision"
    types = contract("bearing_decision").types
    return (
        Listed(source, contract(source).types, decisions, "The decisions of reviewers that are in force."),
        only(made("named_person", named_person_sql, released), NAMED),
        only(made("borne_decision", borne_decision_sql), BORNE),
        only(made("bearing_decision", bearing_decision_sql), types),
        only(made("decided_event", decided_event_sql), contract("decided_event").types),
    )


def only(item: Made, columns: dict[str, str]) -> Made:
    """The table, without a row and without a look at the index where nobody has decided anything."""
    return item.only_from("review_decision", columns=columns)


def named_person_sql(released: str | None) -> str:
    """One row per decision that names a person of the index: their key there."""
    by_pseudonym = f"""
        union
        select decision.decision_id, named.person_id
        from review_decision as decision
        join (
            select own.person_id, {released} as released_id
            from person as own
            cross join person_pad as pad
        ) as named on named.released_id = decision.person_id"""
    return f"""
        select decision.decision_id, own.person_id
        from review_decision as decision
        join person as own on own.person_id = decision.person_id{by_pseudonym if released else ""}"""


def borne_decision_sql() -> str:
    """
    One row per event of the month and decision in force that speaks of it: whether it can be gone by.

    It speaks of its own event, and where it reaches the identity of every event that has that. It is stale where its
    event has another identity now, or the person it names is not in the index. A match that names nobody any more was
    of somebody who has opted out: its event leaves as before.
    """
    return f"""
        with spoken as (
            select event.event_id, event.identity_key, decision.identity_key as judged_identity_key,
                decision.decision_id, decision.answer, decision.person_id as named
            from event
            join review_decision as decision on decision.event_id = event.event_id
            union
            select event.event_id, event.identity_key, decision.identity_key as judged_identity_key,
                decision.decision_id, decision.answer, decision.person_id as named
            from event
            join review_decision as decision on decision.identity_key = event.identity_key
            where decision.reach = '{IDENTITY}'
        )
        select spoken.event_id, spoken.decision_id, spoken.answer, spoken.named is null as is_anybody,
            person.person_id,
            case when spoken.identity_key <> spoken.judged_identity_key then '{IDENTITY_CHANGED}'
                when spoken.answer = '{MATCH}' and (spoken.named is null or opted_out.person_id is not null
                    or struck.person_id is not null) then '{OPTED_OUT}'
                when spoken.named is not null and person.person_id is null then '{PERSON_GONE}'
                else '{BEARS}' end as outcome
        from spoken
        left join named_person as person on person.decision_id = spoken.decision_id
        left join opted_out_person as opted_out on opted_out.person_id = person.person_id
        left join struck_person as struck on struck.person_id = spoken.named"""


def bearing_decision_sql() -> str:
    """The same, where those of an event that cannot all hold are told as that: none of them is gone by."""
    return f"""
        with said as (
            select event_id, count(distinct case when answer = '{MATCH}' then person_id end) as people,
                count(case when answer = '{NONE}' and is_anybody then 1 end) as nobody
            from borne_decision
            where outcome = '{BEARS}'
            group by event_id
        ),
        ruled_out as (
            select distinct barred.event_id
            from borne_decision as barred
            join borne_decision as chosen
              on chosen.event_id = barred.event_id and chosen.person_id = barred.person_id
            where barred.outcome = '{BEARS}' and barred.answer = '{NONE}'
              and chosen.outcome = '{BEARS}' and chosen.answer = '{MATCH}'
        )
        select borne.event_id, borne.decision_id, borne.answer, borne.is_anybody, borne.person_id,
            case when borne.outcome = '{BEARS}' and (said.people > 1
                or (said.people = 1 and (said.nobody > 0 or ruled_out.event_id is not null)))
                then '{CONTRADICTORY}' else borne.outcome end as outcome
        from borne_decision as borne
        left join said on said.event_id = borne.event_id
        left join ruled_out on ruled_out.event_id = borne.event_id"""


def decided_event_sql() -> str:
    """
    One row per event that decisions bear on, all of which hold: the person, if it is somebody's, and what that changes.

    How the event agrees with the person is told where the ranks or rank P compared them.
    """
    agreements = ", ".join(
        f"coalesce(ranked.{name}, scored.{name}) as {name}"
        for name in (f"{field}_agreement" for field in IDENTIFIERS)
    )
    return f"""
        with said as (
            select bearing.event_id, event.identity_key,
                min(case when bearing.answer = '{MATCH}' then bearing.person_id end) as person_id,
                min(case when bearing.answer = '{MATCH}' then bearing.decision_id end) as match_id,
                min(case when bearing.answer = '{NONE}'
                    and (bearing.is_anybody or bearing.person_id = link.person_id)
                    then bearing.decision_id end) as none_id,
                max(case when bearing.answer = '{MATCH}' or bearing.is_anybody then 1 else 0 end) = 1 as is_settled,
                min(bearing.decision_id) as first_id, min(link.status) as status,
                min(link.person_id) as found_person_id
            from bearing_decision as bearing
            join event on event.event_id = bearing.event_id
            join identity_link as link on link.identity_key = event.identity_key
            where bearing.outcome = '{BEARS}'
            group by bearing.event_id, event.identity_key
        )
        select said.event_id, coalesce(said.match_id, said.none_id, said.first_id) as decision_id,
            case when said.match_id is not null then
                    case when said.found_person_id = said.person_id then '{CONFIRMED}' else '{LINKED}' end
                when said.none_id is not null and said.status <> 'unlinked' then '{APART}'
                else '{CONFIRMED}' end as effect,
            said.person_id, said.is_settled, {agreements}
        from said
        left join candidate as ranked
          on ranked.identity_key = said.identity_key and ranked.person_id = said.person_id
        left join posterior as scored
          on scored.identity_key = said.identity_key and scored.person_id = said.person_id"""
