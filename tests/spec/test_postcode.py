"""Postcodes: valid in one of six shapes, O and 0 repaired by position; pseudo codes never agree."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, numbered, rank_loaded, seen, standardise_did, standardise_hes
from tests.tables import rows


def judged(engine: DuckDBEngine, drawn: list[Row]) -> list[dict[str, str | None]]:
    """What becomes of the drawn raw postcodes."""
    standardise_did(engine, [{"postcode": row["raw"]} for row in numbered(drawn, "accession_number", "A")])
    found = seen(engine, "event", ("accession_number", "postcode", "postcode_state"))
    by_number = sorted(found, key=lambda row: int(str(row["accession_number"])[1:]))
    return [
        {"raw": str(row["raw"]), "key": state["postcode"], "state": state["postcode_state"]}
        for row, state in zip(drawn, by_number, strict=True)
    ]


def test_the_six_shapes_and_girobank(engine: DuckDBEngine) -> None:
    """Letters and digits must stand where one of the shapes has them; the key has no space and O for 0."""
    expected = rows("""
        raw      | key     | state
        ---------+---------+------
        B1 2CD   | B12CD   | valid
        B12 3CD  | B123CD  | valid
        AB1 2CD  | AB12CD  | valid
        AB12 3CD | AB123CD | valid
        B1A 2CD  | B1A2CD  | valid
        AB1A 2CD | AB1A2CD | valid
        GIR 0AA  | GIROAA  | valid
    """)

    assert judged(engine, expected) == expected


def test_case_and_spaces_do_not_matter(engine: DuckDBEngine) -> None:
    """Lower case, no space, and the padding of HES give the same key."""
    expected = rows("""
        raw      | key    | state
        ---------+--------+------
        ab1 2cd  | AB12CD | valid
        AB12CD   | AB12CD | valid
        AB1  2CD | AB12CD | valid
        B1   2CD | B12CD  | valid
    """)

    assert judged(engine, expected) == expected


def test_o_and_0_are_one(engine: DuckDBEngine) -> None:
    """A 0 where a letter belongs and an O where a digit belongs do not make a postcode invalid."""
    expected = rows("""
        raw      | key     | state
        ---------+---------+------
        AB10 2CD | AB1O2CD | valid
        AB1O 2CD | AB1O2CD | valid
        0X1 2CD  | OX12CD  | valid
        OX1 OCD  | OX1OCD  | valid
        AB1 2C0  | AB12CO  | valid
        BO 2CD   | BO2CD   | valid
        GIR OAA  | GIROAA  | valid
    """)

    assert judged(engine, expected) == expected


def test_what_is_no_postcode(engine: DuckDBEngine) -> None:
    """Half a postcode, a letter or digit in the wrong place, and words are malformed."""
    expected = rows("""
        raw       | key | state
        ----------+-----+----------
        AB1       |     | malformed
        2CD       |     | malformed
        AB1 2C    |     | malformed
        AB1 CCD   |     | malformed
        1AB 2CD   |     | malformed
        ABC1 2CD  |     | malformed
        AB1AB 2CD |     | malformed
        AB123 4CD |     | malformed
        AB1-2CD   |     | malformed
        NOT KNOWN |     | malformed
    """)

    assert judged(engine, expected) == expected


def test_girobank_had_one_postcode(engine: DuckDBEngine) -> None:
    """GIR fits none of the six shapes and is valid with 0AA only."""
    expected = rows("""
        raw     | key | state
        --------+-----+----------
        GIR 1AB |     | malformed
    """)

    assert judged(engine, expected) == expected


def test_pseudo_postcodes(engine: DuckDBEngine) -> None:
    """ZZ99 codes say no fixed abode, not known or abroad: valid to submit, nothing to compare."""
    expected = rows("""
        raw      | key | state
        ---------+-----+-------
        ZZ99 3VZ |     | pseudo
        ZZ993WZ  |     | pseudo
        zz99 6cz |     | pseudo
    """)

    assert judged(engine, expected) == expected


def test_blank_is_missing(engine: DuckDBEngine) -> None:
    """No postcode is no fault of the submitter, and counted apart."""
    standardise_did(engine, [{"postcode": None}])

    assert engine.rows("select postcode, postcode_state from event") == [(None, "missing")]


def test_o_for_0_links(engine: DuckDBEngine, rules: Rules) -> None:
    """The letter O finds the record with the digit 0; equal pseudo codes agree on nothing."""
    events = rows("""
        nhs_number | birth_date | sex | postcode
        -----------+------------+-----+---------
        9990000018 | 1950-03-14 | 2   | AB1O 2CD
        9990000026 | 1981-07-21 | 1   | ZZ99 3VZ
        9990000034 | 2003-10-30 | 1   | ABCDEF
    """)
    records = rows("""
        person_key | nhs_number | birth_date | sex | postcode | start_date
        -----------+------------+------------+-----+----------+-----------
        H1         | 9990000018 | 1950-03-14 | 2   | AB10 2CD | 2025-06-01
        H2         | 9990000026 | 1981-07-21 | 1   | ZZ99 3VZ | 2025-06-01
        H3         | 9990000034 | 2003-10-30 | 1   | ABCDEF   | 2025-06-01
    """)
    standardise_did(engine, events)
    standardise_hes(engine, apc=records)

    assert rank_loaded(engine, rules) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
        2     | 1B   | H2
        3     | 1B   | H3
    """)
