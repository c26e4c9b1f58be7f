"""The code lists that ship are whole: every code once, with its meaning and where it comes from."""

from datetime import date
from typing import get_args

import pytest

from linkage.config import codes
from linkage.config.contacts import MethodGroup
from linkage.config.shipped import shipped
from linkage.relations.every import EXPECTED

LISTS = sorted(entry.name.removesuffix(".csv") for entry in shipped("codes").iterdir())


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list(name: str) -> None:
    """Unique codes, no empty cell but of days that nobody tells, no cell beyond the header."""
    rows = codes.read(name)

    assert rows
    assert {"code", "meaning", "source"} <= rows[0].keys()
    assert len({row["code"] for row in rows}) == len(rows)
    for row in rows:
        told = {name: cell for name, cell in row.items() if name not in ("valid_from", "valid_to")}
        assert all(cell and cell == cell.strip() for cell in told.values()), row["code"]
        assert None not in row


def test_the_lists_the_program_reads_are_there() -> None:
    """By the names it reads them under."""
    assert {"sentinel_nhs_numbers", "null_dates", "admission_method", "modality_letter"} <= set(LISTS)


def test_null_dates_are_dates_and_sentinels_ten_digits() -> None:
    """As the comparing values they are held against."""
    assert all(date.fromisoformat(row["code"]) < date(1895, 1, 1) for row in codes.read("null_dates"))
    assert all(len(row["code"]) == 10 and row["code"].isdigit() for row in codes.read("sentinel_nhs_numbers"))


def test_relations_are_expected_from_source_settings() -> None:
    """By codes of the list that names them; settings that lead one to expect nothing are left out."""
    settings = {setting for setting, _ in EXPECTED}

    assert settings <= {row["code"] for row in codes.read("source_setting")}
    assert settings == {"01", "02", "03", "05"}


def test_groups() -> None:
    """The groups that pathways and statistics show."""
    methods = {row["code"]: row["group"] for row in codes.read("admission_method")}

    assert set(methods.values()) == set(get_args(MethodGroup))
    by_group = {code: methods[code] for code in ("13", "31", "32", "82", "83", "2C", "2B")}
    assert tuple(by_group.values()) == ("planned", *["maternity"] * 2, *["birth"] * 3, "emergency")
    assert (methods["11"], methods["21"], methods["2A"], methods["81"]) == (
        "elective",
        "emergency",
        "emergency",
        "transfer",
    )
    assert {row["group"] for row in codes.read("ethnic_category")} == {
        "White",
        "Mixed",
        "Asian",
        "Black",
        "Other",
        "Not stated",
        "Not known",
    }
