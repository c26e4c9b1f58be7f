"""Small words that are true: a path is whole, what is read is said to be, 1 is release 0001."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.cli.options import written_out
from linkage.errors import ConfigError
from linkage.inputs.head import look_at
from linkage.inputs.header import find_columns
from linkage.inputs.layout import layout_of
from linkage.inputs.source import Source, input_files
from linkage.probabilistic.model import read_model
from tests.upgrade.conftest import unpacked

NCRAS = (
    "PATIENT_ID,NHS_NUMBER,NHS_NUMBER_STATUS,DATE_OF_BIRTH,ETHNIC_CATEGORY_CODE,GENDER_CODE,POSTCODE,GP_CODE,"
    "PATIENT_SOURCE_SETTING,DERIVED_REFERRER_CODE,REFERRER_ORGANISATION_CODE,DIAGNOSTIC_TEST_REQUEST_DATE,"
    "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE,IMAGING_CODE_NICIP,DERIVED_IMAGING_CODE_SNOMED_CT,DIAGNOSTIC_TEST_DATE,"
    "SERVICE_REPORT_ISSUE_DATE,PROVIDER_SITE_CODE,RADIOLOGICAL_ACCESSION_NUMBER"
)
"""The header of a cohort extract of the cancer registry (NCRAS)."""


def test_what_is_said_of_ncras_is_so(tmp_path: Path) -> None:
    """Its header is found by name under did_v1_csv, every linkage field in it."""
    file = tmp_path / "ncras.csv"
    file.write_text(f"{NCRAS}\n" + ",".join("1" * 19) + "\n", "utf-8")
    source = Source("did", (file,), ",", {}, None, (), tmp_path)
    (supplied,) = input_files([source])

    columns = find_columns(supplied, look_at(supplied), layout_of(source))

    wanted = {"nhs_number", "birth_date", "sex", "postcode", "site_code", "accession_number", "test_date"}
    assert wanted <= columns.places.keys()


def test_a_missing_model_is_named_with_its_folder(tmp_path: Path) -> None:
    """Two models of one name may lie in two folders."""
    missing = tmp_path / "models" / "hes_did.json"

    with pytest.raises(ConfigError) as refused:
        read_model(missing)

    assert str(missing) in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", "0001"),
        ("01", "0001"),
        ("0001", "0001"),
        ("12345", "12345"),
        ("0", "0000"),
        ("\u0661", "\u0661"),
        ("x", "x"),
    ],
)
def test_a_release_number_may_be_typed_short(typed: str, meant: str) -> None:
    """As people say it."""
    assert written_out(typed) == meant


def test_the_first_release_can_be_signed_off_by_its_short_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So can it be shown and verified."""
    job = str(unpacked(tmp_path))
    for command in (
        ["show", job, "1"],
        ["verify", job, "1"],
        ["approve", job, "2", "--by", "A", "--note", "fit"],
    ):
        assert exit_code(["releases", *command]) == 0

    assert "release 0002 is signed off" in capsys.readouterr().out
