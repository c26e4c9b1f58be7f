"""How a drawn person agrees with the event, by which a baby under its mother's number is known: by rank, by rank P."""

import duckdb

from linkage.steps.pathways.drawn import drawn_links_sql
from linkage.steps.probabilistic.posterior.posterior import agreements_sql
from linkage.words.names import IDENTIFIERS

RANKED = ("exact", "conflict", "exact", "missing")
SCORED = ("exact", "parts_equal", "conflict", "conflict")


def test_drawn_people_agree_as_those_of_published_links() -> None:
    """R was found by a rank, S was scored, N was never compared with the event."""
    ranked = ", ".join(
        f"'{told}' as {name}_agreement" for name, told in zip(IDENTIFIERS, RANKED, strict=True)
    )
    scored = ", ".join(f"'{told}' as {name}_level" for name, told in zip(IDENTIFIERS, SCORED, strict=True))
    listed = ", ".join(f"{name}_agreement" for name in IDENTIFIERS)
    with duckdb.connect(config={"threads": 1}) as database:
        for table, query in {
            "event": "select 'e' as event_id, 7 as identity_key",
            "draw_pair": "select concat('e ', person_id) as pair_id, 'e' as event_id, person_id"
            " from (values ('R'), ('S'), ('N')) as drawn (person_id)",
            "candidate": f"select 7 as identity_key, 'R' as person_id, {ranked}",
            "person_posterior": f"select 7 as identity_key, 'S' as person_id, {scored}",
        }.items():
            database.execute(f"create table {table} as {query}")
        found = database.sql(
            f"select person_id, {listed} from ({drawn_links_sql(agreements_sql())}) as links order by 1"
        ).fetchall()

    assert found == [
        ("N", None, None, None, None),
        ("R", *RANKED),
        ("S", "exact", "partial", "conflict", "conflict"),
    ]
