"""
The links that a published month keeps while people are looked for again for its events without one.

A link is of an event identity. Those that have one in the release before keep it, whoever else has come since; what
becomes of these is told when the month is linked again, which is somebody's to ask for. An event whose row was
corrected is of another identity: the row that its link rested on is there no more, and it is looked at by that of now.
"""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.making import Made, Worked
from linkage.engine.quote import identifier
from linkage.tables import contract

KEPT_LINK = "kept_link"
FOUND = "found_identity_link"


def published_links_sql(engine: Engine, links: Sequence[Path], event: Path) -> str:
    """
    The identities with a published link that was found: identity_key, and the columns of their link.

    What a reviewer linked is not among them: that is of an event, and bound anew by the decision while it is in force.

    `links` are the published files of a month, `event` what is kept of its events.
    """
    columns = [name for name in contract("identity_link").types if name != "identity_key"]
    listed = ", ".join(f"links.{identifier(name)}" for name in columns)
    return f"""
        select distinct kept.identity_key, {listed}
        from {engine.parquet_sql(*links)} as links
        join {engine.parquet_sql(event)} as kept on kept.event_id = links.event_id
        where links.status = 'linked' and links.reason <> 'decision'"""


def unlinked_sql(engine: Engine, changed: str, links: Sequence[Path], event: Path) -> str:
    """One row: the identities of the table `changed` that have no published link."""
    return f"""
        select count(*) from {changed}
        where identity_key not in (select identity_key from ({published_links_sql(engine, links, event)}) as linked)"""


def kept_links_made(links: Sequence[Path], event: Path, released: str) -> tuple[Worked, Made]:
    """
    identity_link, person, person_pad, the published links -> identity_link, in which whoever has a link keeps it.

    But for people who are in the index no more: their events are looked at like others. `released` is the key of a
    person `own` as the release has it.
    """

    def keep(engine: Engine) -> None:
        columns = ", ".join(
            "named.key_as_supplied as person_id" if name == "person_id" else f"link.{identifier(name)}"
            for name in contract("identity_link").types
        )
        engine.create(
            KEPT_LINK,
            f"""
        select {columns}
        from ({published_links_sql(engine, links, event)}) as link
        join (
            select own.person_id as key_as_supplied, {released} as released_id
            from person as own
            cross join person_pad as pad
        ) as named on named.released_id = link.person_id""",
        )
        engine.create(FOUND, "select * from identity_link")

    return (
        Worked(
            keep,
            "The published links of the month, which stay while people are looked for again for its other events.",
            reads=("person", "person_pad", "identity_link"),
            writes=(KEPT_LINK, FOUND),
        ),
        Made("identity_link", kept_links_sql(), "As found, but that whoever has a published link keeps it."),
    )


def kept_links_sql() -> str:
    """found_identity_link, kept_link -> identity_link."""
    listed = ", ".join(contract("identity_link").types)
    return f"""
        select {listed} from {FOUND} where identity_key not in (select identity_key from {KEPT_LINK})
        union all
        select {listed} from {KEPT_LINK} where identity_key in (select identity_key from {FOUND})"""


def carry_digests(
    engine: Engine, before: Path, now: Path, links: Sequence[Path], links_now: Sequence[Path]
) -> None:
    """
    What is kept of a month, in the folder `now`, tells of identities that kept their link the people of then.

    As the folder `before` has them: so that a later run still finds that these have changed. Whoever's person has gone
    was looked at anew, and is told as that. `links` are the published files of then, `links_now` those of the draft.
    """
    place = now / "context_identity.parquet"
    then = published_links_sql(engine, links, before / "event.parquet")
    today = published_links_sql(engine, links_now, now / "event.parquet")
    linked = f"""
        select published.identity_key
        from ({then}) as published
        join ({today}) as still
          on still.identity_key = published.identity_key and still.person_id = published.person_id"""
    rows = engine.parquet_sql(before / place.name)
    digests = ", ".join(
        f"case when before.identity_key is null then made.{name} else before.{name} end as {name}"
        for name in ("rank_digest", "pool_digest")
    )
    engine.create(
        "carried_digest",
        f"""
        select made.identity_key, made.postcode_people, made.is_ignored, {digests}
        from {engine.parquet_sql(place)} as made
        left join (select * from {rows} where identity_key in ({linked})) as before
          on before.identity_key = made.identity_key""",
    )
    engine.write_parquet("select * from carried_digest order by identity_key", place)
    engine.drop("carried_digest")
