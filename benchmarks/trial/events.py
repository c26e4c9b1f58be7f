"""The month's events of a prepared world, as standardised events are."""

from linkage.engine.base import Engine

IDENTITY = ("nhs_number", "birth_date", "sex", "postcode")


def event_identity_sql(where: str = "true") -> str:
    """event_identity as the standardise step makes it, of some of the events."""
    fields = ", ".join(IDENTITY)
    order = ", ".join(f"{field} nulls last" for field in IDENTITY)
    return f"""
        select row_number() over (order by {order}) as identity_key, {fields}, count(*) as events
        from kept_event where {where} group by {fields}"""


def make_events(engine: Engine, where: str = "true") -> None:
    """kept_event -> event_identity and event, of some of the events, the truth left out."""
    engine.create("event_identity", event_identity_sql(where))
    same = " and ".join(f"id.{field} is not distinct from kept.{field}" for field in IDENTITY)
    engine.create(
        "event",
        "select kept.* exclude (true_person_id) replace (id.identity_key as identity_key)"
        f" from (select * from kept_event where {where}) as kept join event_identity as id on {same}",
    )
