"""How a header may spell a name: each spelling with the column of admitted patient care that is read from it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts.every import LAYOUTS
from linkage.layouts.named.header_names import HeaderNames, folded, header_name, without_year
from tests.layouts.files import rows_of

IDENTIFIED = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART"
PERSON = "1|P1|9990000018|1950-03-04|1|AB1 2CD|2019-11-04"


@pytest.mark.parametrize(
    ("names", "values", "diagnosis", "procedure"),
    [
        ("DIAG_01|OPERTN_01",             "C349|U211",      "C349", "U211"),
        ("DIAG_4_01|OPERTN_4_01",         "C349|U211",      "C349", "U211"),
        ("diag_4_01|opertn_4_01",         "C349|U211",      "C349", "U211"),
        ("DIAG01|OPERTN01",               "C349|U211",      "C349", "U211"),
        ("diag_01|opertn01",              "C349|U211",      "C349", "U211"),
        ("DIAG401|OPERTN4_01",            "C349|U211",      "C349", "U211"),
        ("Diag 4 01|Opertn 4 01",         "C349|U211",      "C349", "U211"),
        ("DIAG_01_1920|OPERTN_01_201920", "C349|U211",      "C349", "U211"),
        ("DIAG_4_01_2019_20|OPERTN01_1920", "C349|U211",    "C349", "U211"),
        ("DIAG_3_01|OPERTN_3_01",         "C34|U21",        None,   None),
        ("DIAG_3_01|DIAG_4_01",           "C34|C349",       "C349", None),
        ("DIAG_4_01|DIAG_01",             "C340|C349",      "C349", None),
        ("DIAG_4_01|DIAG01",              "C340|C349",      "C349", None),
        ("DIAG_01|DIAG_01_1920",          "C349|C340",      "C349", None),
        ("DIAG_02|OPERTN_4_02",           "C349|U211",      None,   None),
    ],
)  # fmt: skip
def test_names_in_use(
    engine: Engine, tmp_path: Path, names: str, values: str, diagnosis: str | None, procedure: str | None
) -> None:
    """Four characters are the code as it was sent; three are another value, and a second place another column."""
    content = f"{IDENTIFIED}|{names}\n{PERSON}|{values}\n"

    assert rows_of(engine, tmp_path, "hes_apc", content, "primary_diagnosis, main_procedure") == [
        (diagnosis, procedure)
    ]


@pytest.mark.parametrize(
    ("names", "values", "provider"),
    [
        ("PROCODET", "RXX", "RXX"),
        ("PROCODE5", "RXX00", "RXX00"),
        ("PROCODE5|PROCODET", "RXX00|RXX", "RXX"),
        ("PROCODE|PROCODE5", "RXX01|RXX00", "RXX00"),
    ],
)
def test_providers(engine: Engine, tmp_path: Path, names: str, values: str, provider: str) -> None:
    """Of treatment, else as it was submitted: a code of five shows its trust when records are standardised."""
    content = f"{IDENTIFIED}|{names}\n{PERSON}|{values}\n"

    assert rows_of(engine, tmp_path, "hes_apc", content, "provider_code") == [(provider,)]


def test_two_years_of_one_column_are_refused(engine: Engine, tmp_path: Path) -> None:
    """Nobody can tell which of them is meant."""
    content = f"{IDENTIFIED}|DIAG_02_1819|SITETRET_1819|SITETRET_1920\n{PERSON}|a|b|c\n"

    with pytest.raises(InputError, match="columns 9 and 10 both are SITETRET"):
        rows_of(engine, tmp_path, "hes_apc", content, "site_code")


def test_no_two_columns_of_a_layout_fold_to_one() -> None:
    """Else a spelling would be of both."""
    for layout in LAYOUTS:
        by_fold: dict[str, str] = {}
        for column in layout.columns:
            for name in (column.theirs, *column.aliases, *column.either):
                assert by_fold.setdefault(folded(name), column.ours) == column.ours, (layout.name, name)


@given(st.from_regex("[A-Z][A-Z0-9_]{0,12}", fullmatch=True), st.integers(89, 180))
def test_a_year_is_taken_off_and_nothing_else(name: str, first: int) -> None:
    """Two years that follow one another, with and without the century; other numbers are of the name."""
    year = f"{1900 + first}"[2:], f"{1901 + first}"[2:]

    assert without_year(f"{name}_{year[0]}{year[1]}") == name
    assert without_year(f"{name}_{1900 + first}{year[1]}") == name
    assert without_year(f"{name}_{year[1]}{year[0]}") is None
    assert HeaderNames({header_name(name): "ours"}).get(f"{name}_{year[0]}{year[1]}") == "ours"
