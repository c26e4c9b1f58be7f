"""Small words that are true: a path is whole, what is read is said to be, 1 is release 0001."""

from pathlib import Path

import pytest

from linkage.cli.asked.release import written_out
from linkage.cli.main import exit_code
from linkage.cli.pages.set_aside import set_aside_words
from linkage.commands.run.month_volume import volume_words
from linkage.errors import ConfigError
from linkage.release.record.judged import Earlier, Volume
from linkage.release.record.tallies import Input
from linkage.report.chapters.rank_table import NOT_COMPARED, RankDescription, rank_table
from linkage.report.figures import Figures
from linkage.report.terminal import match_rank_text
from linkage.steps.inputs.head import look_at
from linkage.steps.inputs.header import find_columns
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.source import Source, input_files
from linkage.steps.probabilistic.model.model_file import read_model
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


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        ({}, "0 DID rows and 0 hospital rows"),
        ({"did": 1, "apc": 7, "ecds": 5}, "1 DID row and 12 hospital rows"),
        (
            {"did": 3, "deaths": 1, "sites": 1},
            "3 DID rows and 0 hospital rows, and 2 rows of deaths or lookups",
        ),
    ],
)
def test_rows_set_aside_are_those_of_all_files_and_told_apart(aside: dict[str, int], told: str) -> None:
    """A run of one month reads the files of all; a hospital row is no row of the month."""
    files = [
        Input(
            path=f"{name}.csv",
            sha256="0" * 64,
            rows_read=9,
            rows_accepted=9 - rows,
            rows_quarantined=rows,
            dataset=name,
        )
        for name, rows in aside.items()
    ]

    assert set_aside_words(files) == f"in all files of this run: {told} set aside"


@pytest.mark.parametrize(
    ("events", "providers", "told"),
    [
        (1, 1, "1 event of 1 provider,"),
        (3, 1, "3 events of 1 provider,"),
        (1200, 12, "1,200 events of 12 providers,"),
    ],
)
def test_one_is_not_many(events: int, providers: int, told: str) -> None:
    """The volume of a month, as `run` and the first screen have it."""
    volume = Volume(events=events, providers=providers, before=Earlier(name="2019-10", events=4), own=None)

    assert told in volume_words("2019-11", volume)


RANKS = (
    RankDescription("1A", "all agree", "Exact", "Exact", "Exact", "Exact"),
    RankDescription("8", "number alone", "Exact", "", "", ""),
)


def test_a_month_without_links_keeps_its_columns() -> None:
    """What is not applicable fits between its neighbours."""
    lines = match_rank_text(Figures("2019-11", ()), RANKS).splitlines()

    assert lines[2].split() == ["1A", "Exact", "Exact", "Exact", "Exact", "0", "n/a", "n/a", "0"]
    assert lines[3].split() == ["8", "Exact", "0", "n/a", "n/a", "0"]
    assert max(map(len, lines)) == len(lines[1])


def test_what_a_rank_does_not_look_at_is_not_compared() -> None:
    """An empty cell would stand as [z] in the workbook: nothing to count. It is that nothing is compared."""
    *_, number_alone = rank_table(Figures("2019-11", ()), RANKS).rows[: len(RANKS)]

    assert number_alone[:5] == ("8", "Exact", NOT_COMPARED, NOT_COMPARED, NOT_COMPARED)


def test_a_release_is_rolled_back_to_by_its_short_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is shown, verified and signed off."""
    job = str(unpacked(tmp_path))

    assert exit_code(["releases", "rollback", job, "1", "--reason", "trial"]) == 0
    assert "readers are shown release 0001" in capsys.readouterr().out
