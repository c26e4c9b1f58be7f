"""Beside a bed of another provider: by whichever way the spells of a patient are gone through."""

import pytest

from linkage.engine.base import Engine
from linkage.steps.pathways.overlap import MANY, overlapping_spell_sql
from tests.spec.steps import UNJOINED_SPELL, typed
from tests.tables import rows

SPELLS = rows("""
    spell | person | at  | admitted   | discharged | last_end   | is_regular | beside | why
    ------+--------+-----+------------+------------+------------+------------+--------+------------------------
    A1    | A      | RXA | 2026-04-01 | 2026-04-10 |            |            | yes    | the longest of all
    A2    | A      | RXB | 2026-04-03 | 2026-04-05 |            |            | yes    | inside it
    A3    | A      | RXA | 2026-04-10 | 2026-04-12 |            |            |        | after A2, and its own
    A4    | A      | RXB | 2026-04-12 | 2026-04-14 |            |            |        | a shared day
    B1    | B      | RXA | 2026-04-01 | 2026-04-20 |            |            | yes    | beside B3 alone
    B2    | B      | RXA | 2026-04-02 | 2026-04-19 |            |            | yes    | beside B3 alone
    B3    | B      | RXC | 2026-04-18 | 2026-04-30 |            |            | yes    | behind two of one
    B4    | B      | RXC | 2026-04-21 | 2026-04-22 |            |            |        | B3 is its own
    C1    | C      | RXA | 2026-04-01 | 2026-04-09 |            |            | yes    | as long as C2
    C2    | C      | RXB | 2026-04-01 | 2026-04-09 |            |            | yes    | as long as C1
    C3    | C      | RXB | 2026-04-08 | 2026-04-09 |            |            | yes    | C1 is there
    D1    | D      | RXA | 2026-04-01 |            | 2026-04-06 |            | yes    | ends with its episodes
    D2    | D      | RXB | 2026-04-05 |            |            |            | yes    | a day inside D1
    D3    | D      | RXB | 2026-04-06 |            |            |            |        | D1 has ended
    E1    | E      | RXA | 2026-04-01 | 2026-04-30 |            | yes        |        | a regular attender
    E2    | E      | RXB | 2026-04-02 | 2026-04-03 |            |            |        | beside E1 alone
    E3    | E      |     | 2026-04-01 | 2026-04-30 |            |            |        | nobody knows where
    E4    | E      | RXC |            | 2026-04-30 |            |            |        | nobody knows since when
    F1    | F      | RXA | 2026-04-01 | 2026-04-30 |            |            |        | of another patient
""")


@pytest.mark.parametrize("many", [0, MANY], ids=["by days", "by pairs"])
def test_beside_another_bed(engine: Engine, many: int) -> None:
    """Each spell once, if at all."""
    given = [[*list(row.values())[:6], row["is_regular"] == "yes"] for row in SPELLS]
    drawn = [
        [typed(value, kind) for value, kind in zip(row, UNJOINED_SPELL.values(), strict=True)]
        for row in given
    ]
    engine.load("unjoined_spell", UNJOINED_SPELL, drawn)
    found = engine.rows(overlapping_spell_sql(many))

    assert sorted(str(spell) for (spell,) in found) == [row["spell"] for row in SPELLS if row["beside"]]
