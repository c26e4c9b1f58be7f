"""
A job folder as the program left it when its method was 2: before pathways as they are, draws and decisions.

made_by_method_2.tar.xz was made once; it is never made again. Made-up people under hes_did: releases 0001 (2019-04) and
0002 (2019-05 beside it); the next month's file lies in later/. The cache was left out, as any upgrade may find it.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.method_version import METHOD_VERSION
from linkage.months.rows import form_of
from linkage.release.layout import Layout
from linkage.release.record.manifest import FORMAT_VERSION, NAME, Manifest, read_manifest
from tests.safety.broken_runs import run
from tests.safety.strikes import current, files
from tests.upgrade.conftest import unpacked

pytestmark = pytest.mark.slow

MADE = "made_by_method_2"

APRIL, MAY, JUNE = "2019-04", "2019-05", "2019-06"


@pytest.fixture(scope="module")
def gone_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job with June run beside it, then all made again by the method of today: 0003 and 0004. To be looked at."""
    job = unpacked(tmp_path_factory.mktemp("gone_on"), MADE)
    shutil.copy(job.parent / "later" / f"DID_{JUNE}.csv", job.parent / "did")
    assert run(job, "--month", JUNE) == 0
    assert run(job, "--changed") == 0
    return job


def manifest(job: Path, number: str) -> Manifest:
    """What a release says of itself."""
    return read_manifest(Layout(job.parent / "out").release(number) / NAME)


def bytes_of(job: Path, number: str, month: str) -> Mapping[str, str]:
    """The digests of a month's files in a release."""
    return {
        file.path: file.sha256 for file in manifest(job, number).files if f"test_month={month}/" in file.path
    }


def test_the_method_alone_is_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the same files no event is corrected, though more columns of a row are read than when it was digested."""
    job = unpacked(tmp_path, MADE)
    kept = Layout(job.parent / "out").kept_month("0002", MAY) / "row.parquet"
    assert {form_of(digest) for digest in pq.read_table(kept)["row_digest"].to_pylist()} == {1}

    assert run(job, "--month", MAY) == 8

    assert "has changed since: other method. --changed makes it again" in capsys.readouterr().err


def test_its_months_are_carried(gone_on: Path) -> None:
    """The files as they are, but for events that are not of the month any more; both months are told as affected."""
    assert manifest(gone_on, "0003").months == (APRIL, MAY, JUNE)
    formats = [manifest(gone_on, number).format_version for number in ("0002", "0003")]
    assert formats == [3, FORMAT_VERSION]
    delivery = manifest(gone_on, "0003").delivery
    assert delivery is not None
    struck = manifest(gone_on, "0003").struck
    for month in (APRIL, MAY):
        change = delivery.months[month]
        assert (change.settings, change.done in ("carried", "struck")) == (("method",), True)
        assert (bytes_of(gone_on, "0002", month) == bytes_of(gone_on, "0003", month)) == (month not in struck)
    assert {change.rows.corrected for change in delivery.months.values()} != {0}


def test_its_months_are_made_again(gone_on: Path) -> None:
    """By the method of today, in a context of today: that of then belongs to the method of then."""
    after = manifest(gone_on, "0004")
    assert after.delivery is not None
    done = {month: change.done for month, change in after.delivery.months.items()}
    assert done == {APRIL: "made again", MAY: "made again", JUNE: "nothing"}
    assert {after.fingerprints[month]["method"] for month in after.months} == {str(METHOD_VERSION)}
    assert {found.people for found in after.contexts.values()} == {after.contexts[JUNE].people}
    assert all(path.is_file() for path in files(gone_on, APRIL, ("attendances", "appointments")))


def test_they_are_held_against_each_other(gone_on: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What came out otherwise did by the method, or by a row of the delivery; nothing is not known."""
    capsys.readouterr()
    assert exit_code(["releases", "diff", str(gone_on), "2", "4", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert [month["month"] for month in found["months"]] == [APRIL, MAY, JUNE]
    assert found["reasons"]["method"] > 0
    assert "not_known" not in found["reasons"]


def test_one_is_restated(tmp_path: Path) -> None:
    """In a fresh context, beside the other as it was; the release is whole."""
    job = unpacked(tmp_path, MADE)
    assert run(job, "--month", APRIL, "--restate") == 0

    assert bytes_of(job, "0003", MAY) == bytes_of(job, "0002", MAY)
    assert manifest(job, "0003").contexts[APRIL].is_kept_from is None
    assert exit_code(["releases", "verify", str(job)]) == 0
    assert current(job).name == "0003"


def test_every_release_is_whole(gone_on: Path) -> None:
    """Those of then, and those of today."""
    for number in ("1", "2", "3", "4"):
        assert exit_code(["releases", "verify", str(gone_on), number]) == 0
