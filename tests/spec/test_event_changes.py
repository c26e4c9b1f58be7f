"""What is known of an event that is not as it was: of its row, its person, and who had a say."""

from linkage.commands.diff.event_changes import CONTEXT, KEPT_ROW, ROW_AFTER, make_changes
from linkage.commands.diff.month_pairs import AGREEMENTS, LINK, Side, compare_month
from linkage.engine.base import Engine
from tests.tables import Row, rows

MONTH = "2019-10"
BEFORE = rows("""
    event | status   | person | rank | probability | reason       | postcode | row | listed
    ------+----------+--------+------+-------------+--------------+----------+-----+-------
    e1    | linked   | A      | 1A   | 0.99        | rank         | exact    | r1  | no
    e2    | linked   | A      | 5    |             | rank         | missing  | r2  | no
    e3    | linked   | B      | P    | 0.97        | posterior    | exact    | r3  | no
    e4    | unlinked |        |      |             | no_candidate |          | r4  | no
    e5    | review   |        |      | 0.60        | ambiguous    |          | r5  | no
    e6    | linked   | L      | 1A   | 0.99        | rank         | exact    | r6  | no
    e7    | unlinked |        |      |             | no_candidate |          | r7  | yes
    e8    | unlinked |        |      |             | no_candidate |          |     |
    e9    | linked   | B      | 1A   | 0.99        | rank         | exact    | r9  | no
    ea    | linked   | A      | 1A   | 0.99        | rank         | exact    | ra  | no
    eb    | linked   | L      | 1A   | 0.99        | rank         | exact    | rb  | no
    ec    | linked   | A      | 1A   | 0.99        | rank         | exact    | rc  | no
""")
AFTER = rows("""
    event | status   | person | rank | probability | reason       | postcode | row | listed
    ------+----------+--------+------+-------------+--------------+----------+-----+-------
    e1    | linked   | A      | 2    | 0.99        | rank         | exact    | rX  | no
    e2    | linked   | A      | 1A   |             | rank         | exact    | r2  | no
    e3    | linked   | C      | 1A   | 0.97        | rank         | exact    | r3  | no
    e4    | linked   | A      | 1A   | 0.99        | rank         | exact    | r4  | no
    e5    | unlinked |        |      |             | decision     |          | r5  | no
    e8    | linked   | A      | 1A   | 0.99        | rank         | exact    | r8  | no
    e9    | linked   | B      | 1A   | 0.98        | rank         | missing  | rX  | no
""")
FOUND = rows("""
    event | link         | row   | agreement | scored | decided | listed | reason
    ------+--------------+-------+-----------+--------+---------+--------+-------------
    e1    | other_rank   | True  | False     | False  | False   | False  | resubmission
    e2    | other_rank   | False | True      | False  | False   | False  | hes_identity
    e3    | other_person | False | False     | True   | False   | False  | hes_identity
    e4    | gained       | False | False     | False  | False   | False  | hes_identity
    e5    | other_status | False | False     | True   | True    | False  | review
    e6    | None         | None  | False     | False  | False   | True   | opt_out
    e7    | None         | None  | False     | False  | False   | True   | opt_out
    e8    | gained       | None  | False     | False  | False   | None   | not_known
    ea    | None         | None  | False     | False  | False   | False  | moved
    eb    | None         | None  | False     | False  | False   | True   | withdrawn
    ec    | None         | None  | False     | False  | False   | False  | opt_out
""")
"""
e6 is listed by its person, e7 by its own number; nothing is kept of e8 before; e9 is linked as it was.

Of those that are gone the rows of e6, e7 and ec are kept: somebody was taken off the list since. eb is of a listed
person too, and was withdrawn before.
"""
ROWS_AFTER = rows("""
    event | what
    ------+----------
    e1    |
    e6    |
    e7    |
    ec    |
    ea    | moved
    eb    | withdrawn
""")


def side(engine: Engine, name: str, drawn: list[Row]) -> Side:
    """The links of a drawn release; nobody has a pathway."""
    given = {"person_id": "person", "match_rank": "rank", "postcode_agreement": "postcode"}
    kinds = {column: "double" if column == "match_probability" else "text" for column in ("event_id", *LINK)}

    def cell(row: Row, column: str) -> object:
        if column == "match_probability":
            return float(str(row["probability"])) if row["probability"] else None
        if column == "event_id":
            return row["event"]
        return row.get(given.get(column, column)) or ("0001" if column == "release" else None)

    engine.load(f"{name}_links", kinds, [[cell(row, column) for column in kinds] for row in drawn])
    engine.load(f"{name}_none", {"event_id": "text"}, ())
    kept = [
        (row["event"], MONTH, row["row"], row["listed"] == "yes")
        for row in drawn
        if row["listed"] is not None
    ]
    types = dict(zip(KEPT_ROW, ("text", "text", "text", "boolean"), strict=True))
    engine.load(f"kept_{name}", types, kept)
    return Side(f"{name}_links", f"{name}_none", f"{name}_none", ("event_id",), ("event_id",))


def test_the_facts_of_each_event_and_the_reason(engine: Engine) -> None:
    """The files of the month changed, and nothing else it was made from."""
    assert len(AGREEMENTS) == 4
    compare_month(engine, "month_pair_0", MONTH, side(engine, "before", BEFORE), side(engine, "after", AFTER))
    context = {name: name in ("is_relinked", "inputs_changed", "keeps_rows") for name in CONTEXT}
    engine.load("month_context", CONTEXT, [(MONTH, *list(context.values())[1:])])
    engine.load("listed_person", {"person_id": "text"}, [("L",)])
    kept = [(row["event"], MONTH, row["what"] or None) for row in ROWS_AFTER]
    engine.load("row_after", dict.fromkeys(ROW_AFTER, "text"), kept)

    make_changes(engine, ["month_pair_0"])

    found = engine.rows("""
        select event_id, link, row_changed, agreement_changed, is_scored, is_decided, is_listed, reason
        from event_change order by event_id""")
    assert [tuple(map(str, row)) for row in found] == [tuple(map(str, row.values())) for row in FOUND]
