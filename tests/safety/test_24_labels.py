"""A code of symbols, or in other letters, is shown with a word beside it: in statistics, page, workbook and CSV."""

import zipfile
from pathlib import Path

import duckdb
import pytest

from linkage.cli.main import exit_code
from tests.safety.few_rows import MONTH, apc_line, did_line, small_job
from tests.safety.hostile_outputs import check_outputs

pytestmark = pytest.mark.slow

REAL_WORKBOOKS = True

A = "9990000034"
SITES = {
    "RZ101": "RZ101",
    "-": "unknown -",
    "*": "unknown *",
    "...": "unknown ...",
    "!@#$%^": "unknown !@#$%^",
    "Ω": "unknown Ω",
    "[c]": "unknown [C]",
}
"""Site, and what the statistics call it: a site stands after its provider where its code does not show it."""

KINDS = {
    "X1": ("*", "code *"),
    "X2": ("Ω", "code Ω"),
    "X3": ("[c]", "code [c]"),
    "X4": ("\u202e", "code \ufffd"),
}
"""Imaging code, the modality that the lookup gives it, and what that is called."""

MORE = """
[lookups.modality]
paths = ["modality.csv"]

[lookups.provider_names]
paths = ["names.csv"]

[outputs]
disclosure = "nhse_sde"
"""


def test_codes_that_say_nothing_are_shown_with_a_word(tmp_path: Path) -> None:
    """The run ends well, every code is in the statistics, and each table of the workbook holds it."""
    did = [did_line(A, site, f"S{n}") for n, site in enumerate(SITES)]
    did += [did_line(A, "RZ101", f"K{n}", code=code) for n, code in enumerate(KINDS)]
    did += [
        did_line(A, "RZ101", f"T{n}", status=status) for n, status in enumerate(("-", "?", "Ω", A, "09", "1"))
    ]
    lookup = "".join(f"{code},{kind},,,,\n" for code, (kind, _) in KINDS.items())
    files = {
        "modality.csv": f"IMAGING_CODE,MODALITY,SUB_MODALITY,BODY_REGION,BODY_SYSTEM,SEX\n{lookup}".encode(),
        "names.csv": b"code,name\nRZ1,Tr\xfcst \x07\nRZ101,*\n",
    }
    job = small_job(tmp_path, did, [apc_line("1", A, "RZ1", "RZ101")], MORE, files)

    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0

    release = tmp_path / "out" / "current"
    check_outputs(release)
    told = duckdb.execute(
        f"select distinct breakdown, category from '{release}/statistics/statistics.parquet'"
        """ where "table" = 'match_rate_by' and breakdown in ('site', 'modality', 'nhs_number_status')"""
    ).fetchall()
    assert {category for breakdown, category in told if breakdown == "site"} == set(SITES.values())
    assert {label for _, label in KINDS.values()} < {
        name for breakdown, name in told if breakdown == "modality"
    }
    statuses = {category for breakdown, category in told if breakdown == "nhs_number_status"}
    assert statuses == {"01", "unknown"}, (
        "what is no status is not told: it may be anything, an NHS number too"
    )
    assert A not in (release / "report" / "index.html").read_text("utf-8")
    with zipfile.ZipFile(release / "report" / "workbook.xlsx") as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "code *" in strings
    assert "unknown Ω" in strings
    assert "RZ1 (Tr\ufffdst \ufffd)" in strings
