"""Files to send back: whose a row is decides its file, a code of odd form names none, and a limit is told."""

from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.content import return_letter, returns
from linkage.release.content.return_letter import FileCount, Letter, ReasonCount, letter_text
from linkage.tables import contract
from linkage.words.quarantine_words import ADVICE, REASONS

COLUMNS = {
    "path": "text",
    "dataset": "text",
    "row_number": "integer",
    "reason": "text",
    "line": "text",
    "column_name": "text",
    "test_month": "text",
    "provider_code": "text",
    "file_provider_code": "text",
    "to_send_back": "boolean",
}


def written(engine: DuckDBEngine, folder: Path, codes: list[str | None], dataset: str = "did") -> list[str]:
    """The names that rows of such providers make; a row each."""
    rows = [
        ("f.csv", dataset, n, "site_missing", f"row {n}", "site_code", None, code, None, True)
        for n, code in enumerate(codes, start=1)
    ]
    engine.load("drawn", COLUMNS, rows)
    engine.write_parquet("select * from drawn", folder / "quarantine.parquet")
    engine.drop("drawn")
    returns.write_returns(engine, folder, "0001", "2019-11")
    return sorted(path.name for path in (folder / returns.FOLDER).glob("*.csv"))


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("RXA", "provider_RXA"),
        ("NT4H1", "provider_NT4H1"),
        ("8HN45", "provider_8HN45"),
        ("../../X", "no_provider"),
        ("R/A", "no_provider"),
        ("rxa", "no_provider"),
        ("RX\nA", "no_provider"),
        ("RXA\n", "no_provider"),
        ("R" * 300, "no_provider"),
        ("RÄÖ", "no_provider"),
        ("", "no_provider"),
        (None, "no_provider"),
    ],
)
def test_a_code_of_odd_form_names_no_file(
    code: str | None, group: str, april: DuckDBEngine, tmp_path: Path
) -> None:
    """Whatever stands in a row: nothing is written anywhere else."""
    assert written(april, tmp_path, [code]) == [f"{group}.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quarantine.parquet", "returns"]


def test_other_data_sets_have_files_of_their_own(april: DuckDBEngine, tmp_path: Path) -> None:
    """By name; a provider of that name is another."""
    assert written(april, tmp_path, ["RXA", None], "apc") == ["data_set_apc.csv"]
    assert (
        (tmp_path / "returns" / "data_set_apc.txt")
        .read_text("utf-8")
        .startswith("Rows of the data set apc that")
    )


def test_more_rows_than_a_file_holds(
    april: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of them, and the letter counts all."""
    monkeypatch.setattr(returns, "MOST_ROWS", 2)
    written(april, tmp_path, ["RXA"] * 5)

    rows = (tmp_path / "returns" / "provider_RXA.csv").read_text("utf-8").splitlines()
    assert [row.split(",")[1] for row in rows] == ["line", "1", "2"]
    letter = (tmp_path / "returns" / "provider_RXA.txt").read_text("utf-8")
    assert "5 rows of 1 file set aside" in letter
    assert "The first 2 of them are in provider_RXA.csv." in letter


def test_every_reason_has_words_and_something_to_do() -> None:
    """Those of the quarantine, and key_conflict."""
    reasons = next(column.values for column in contract("quarantine").columns if column.name == "reason")
    assert {*reasons, "key_conflict"} == set(REASONS) == set(ADVICE)
    assert all(advice.endswith(".") for advice in ADVICE.values())


def test_the_letter_of_nobody() -> None:
    """Word for word; files of one provider alone say so."""
    letter = Letter(
        "no_provider",
        "0007",
        "2026-04",
        (ReasonCount("field_count", 1_200, 0, 1_200), ReasonCount("site_missing", 2, 1, 0)),
        (FileCount("did/a.csv", 1_200, "RXA"), FileCount("did/b.csv", 2)),
        1_000,
    )
    assert letter_text(letter) == LETTER
    assert return_letter.WIDTH == 9


LETTER = """\
Imaging rows that could not be used and do not say whose they are
=================================================================
Linkage of 2026-04, release 0007.

1,202 rows of 2 files set aside; no rate counts them.
The first 1,000 of them are in no_provider.csv.
Where the file shows no text of a row, it is not UTF-8 or may not be passed on.

By reason
    1,200  wrong number of fields (field_count): 1,200 of no known month
           Write every column of the layout in every row, and put text that holds the separator in quotes.
        2  no site code (site_missing): 1 of 2026-04, 1 of other months
           Give the site code of the place where the test was made.

By file
    1,200  did/a.csv; all its other rows are of provider RXA
        2  did/b.csv

no_provider.csv holds the rows themselves: personal data. Send it to whoever sent the rows and to
nobody else, in the way agreed for such data. This letter holds counts alone. Send corrected rows with
the next delivery: a row in a later file takes the place of an earlier one.
"""
