"""Spells whose provider spell number or admission date is missing: episodes in a chain."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows


def spells(engine: DuckDBEngine) -> list[str]:
    """The episodes of each spell, in order."""
    placed: dict[object, list[str]] = {}
    found = engine.rows("select spell_id, episode_key from spell_episode order by spell_id, spell_order")
    for spell, key in found:
        placed.setdefault(spell, []).append(str(key))
    return sorted(" ".join(keys) for keys in placed.values())


def test_the_same_admission_date(engine: DuckDBEngine) -> None:
    """Without a number, one person, provider and admission date are one spell; others are not."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | admitted   | start      | end        | discharge_method
            --------+--------+----------+------------+------------+------------+-----------------
            E1      | H1     | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-03 | 1
            E2      | H1     | RXA      | 2026-04-01 | 2026-04-05 | 2026-04-06 | 1
            E3      | H1     | RXB      | 2026-04-01 | 2026-04-05 | 2026-04-06 | 1
            E4      | H2     | RXA      | 2026-04-01 | 2026-04-05 | 2026-04-06 | 1
            E5      | H1     | RXA      | 2026-04-09 | 2026-04-09 | 2026-04-10 | 1
        """),
    )

    assert spells(engine) == ["E1 E2", "E3", "E4", "E5"]


def test_no_admission_date(engine: DuckDBEngine) -> None:
    """The second starts with the first, or on the day on which that ended with the patient still in."""
    together = [("8", "2026-04-03"), ("9", "2026-04-03"), ("1", "2026-04-01")]
    apart = [("1", "2026-04-03"), (None, "2026-04-03"), ("8", "2026-04-02"), ("8", "2026-04-04")]
    episodes: list[Row] = []
    for n, (method, start) in enumerate([*together, *apart]):
        whose = {"person": f"H{n}", "provider": "RXA"}
        first = {"start": "2026-04-01", "end": "2026-04-03", "discharge_method": method}
        second = {"start": start, "end": "2026-04-09"}
        episodes += [
            {"episode": f"{n}a", **whose, **first},
            {"episode": f"{n}b", **whose, **second},
        ]
    place_events(engine, episodes=episodes)

    assert spells(engine) == ["0a 0b", "1a 1b", "2a 2b", *(f"{n}{one}" for n in range(3, 7) for one in "ab")]


def test_a_number_without_a_date(engine: DuckDBEngine) -> None:
    """A spell number does not bring episodes together across months, and keeps two numbers apart."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | start      | end        | discharge_method
            --------+--------+----------+-------+------------+------------+-----------------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-03 | 8
            E2      | H1     | RXA      | S1    | 2026-04-03 | 2026-04-05 | 1
            E3      | H1     | RXA      | S1    | 2026-08-01 | 2026-08-03 | 1
            E4      | H1     | RXA      | S2    | 2026-04-03 | 2026-04-04 | 1
        """),
    )

    assert spells(engine) == ["E1 E2", "E3", "E4"]


def test_an_admission_that_comes_between(engine: DuckDBEngine) -> None:
    """The chain looks at the episode just before: another admission in between makes three spells."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | admitted   | start      | end
            --------+--------+----------+------------+------------+-----------
            E1      | H1     | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-03
            E2      | H1     | RXA      | 2026-04-04 | 2026-04-04 | 2026-04-05
            E3      | H1     | RXA      | 2026-04-01 | 2026-04-06 | 2026-04-07
        """),
    )

    assert spells(engine) == ["E1", "E2", "E3"]


def test_spells_of_the_chain_have_ids_that_stay(engine: DuckDBEngine) -> None:
    """A later episode does not change the name of the spell it belongs to."""
    drawn = rows("""
        episode | person | provider | admitted   | start      | end
        --------+--------+----------+------------+------------+-----------
        E1      | H1     | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-03
        E2      | H1     | RXA      | 2026-04-01 | 2026-04-03 | 2026-04-05
    """)
    place_events(engine, episodes=drawn[:1])
    before = engine.rows("select spell_id from spells")
    place_events(engine, episodes=drawn)

    assert engine.rows("select spell_id from spells") == before


def test_a_regular_attender_is_in_no_chain(engine: DuckDBEngine) -> None:
    """Each stands alone, and what they attend in between does not break the chain of a stay."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | admitted   | start      | end        | class
            --------+--------+----------+------------+------------+------------+------
            E1      | H1     | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-03 | 1
            E2      | H1     | RXA      | 2026-04-02 | 2026-04-02 | 2026-04-02 | 3
            E3      | H1     | RXA      | 2026-04-01 | 2026-04-03 | 2026-04-05 | 1
        """),
    )

    assert spells(engine) == ["E1 E3", "E2"]
    assert seen(engine, "spells", ["discharge_date_rule"])[0]["discharge_date_rule"] == "open"
