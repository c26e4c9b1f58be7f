"""Lists a user supplies: read generously, and never losing an opt-out."""

from pathlib import Path

import pytest

from linkage.errors import InputError
from linkage.session.supplied_lists import ignored_postcodes, opted_out_numbers, provider_names


def a_file(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    """A list as a user would write it."""
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_postcodes_become_comparing_keys(tmp_path: Path) -> None:
    """Any column order, case and spacing; 0 read as O."""
    listed = a_file(tmp_path, "\ufeffkind,Postcode\ncare home,ab1 0cd\nhall,AB10CD\nhall,\n")

    assert ignored_postcodes([listed]) == ("AB1OCD",)


def test_a_list_without_the_column_is_named(tmp_path: Path) -> None:
    """What, where, what next."""
    with pytest.raises(InputError, match="list.csv, line 1: there is no column `postcode`"):
        ignored_postcodes([a_file(tmp_path, "code\nAB1 0CD\n")])


def test_numbers_may_be_spaced_and_headed(tmp_path: Path) -> None:
    """As exported: a heading, blank lines, 3-3-4."""
    listed = a_file(tmp_path, "NHS number\n999 000 0018\n\n999-000-0026\n")

    assert opted_out_numbers([listed]) == ("9990000018", "9990000026")


@pytest.mark.parametrize("line", ["99900000", "99900000181", "999000001X", "٩٩٩٠٠٠٠٠١٨"])
def test_an_opt_out_is_never_lost_silently(tmp_path: Path, line: str) -> None:
    """A line that is no number stops the job; the message names the line and not what is in it."""
    with pytest.raises(InputError, match="list.csv, line 2: not an NHS number") as problem:
        opted_out_numbers([a_file(tmp_path, f"9990000018\n{line}\n")])

    assert line not in str(problem.value)


def test_names_of_providers(tmp_path: Path) -> None:
    """By code in capitals, space put in order; a later file replaces, a nameless line is passed over."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Code,Name,Other\nrz1, St.  Elsewhere ,x\nRZ2,,x\nRZ3,Old,x\n\n")
    second.write_text("name,code\nNew,RZ3\n")

    assert provider_names([first, second]) == {"RZ1": "St. Elsewhere", "RZ3": "New"}


def test_a_list_without_the_columns_is_refused(tmp_path: Path) -> None:
    """The message names file, line and columns."""
    file = tmp_path / "a.csv"
    file.write_text("organisation,name\nRZ1,St. Elsewhere\n")

    with pytest.raises(InputError, match="a.csv, line 1: there are no columns `code` and `name`"):
        provider_names([file])


def test_names_of_the_organisation_data_service(tmp_path: Path) -> None:
    """A file of 27 fields without a header: code and name stand first, and line 1 is a row."""
    file = tmp_path / "etr.csv"
    rest = '"",' * 24 + '""'
    file.write_text(f'"RXA","ALPHA  NHS TRUST",{rest}\n"RXB","BETA, NHS TRUST",{rest}\n', "utf-8")

    assert provider_names([file]) == {"RXA": "ALPHA NHS TRUST", "RXB": "BETA, NHS TRUST"}


def test_a_header_of_27_other_names_is_no_such_file(tmp_path: Path) -> None:
    """Its first cell is no code of an organisation."""
    file = tmp_path / "names.csv"
    file.write_text(",".join(f"NAME {number}" for number in range(27)) + "\n", "utf-8")

    with pytest.raises(InputError, match="no columns `code` and `name`"):
        provider_names([file])


@pytest.mark.parametrize("first", ["PK\x03\x04", "\x00\x01", "9.99E+09", "9990000018,Smith"])
def test_what_is_no_heading_is_refused(tmp_path: Path, first: str) -> None:
    """A workbook under the name of a list is no list that happens to be empty."""
    with pytest.raises(InputError, match="line 1: not an NHS number"):
        opted_out_numbers([a_file(tmp_path, f"{first}\n")])
