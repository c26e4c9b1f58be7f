"""The key of a job folder of version 0.1.0: its name stays, and what is refused now is told with its remedy."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from linkage.release.record.form import Form
from linkage.release.record.manifest import read_manifest
from linkage.release.standing import refuse_mixture
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def test_the_key_keeps_its_name(gone_on: GoneOn) -> None:
    """Otherwise no id would be known to be of the same key; nothing is drawn anew in the state folder."""
    out = gone_on.job.parent / "out"
    before = read_manifest(out / "releases" / "0002" / "manifest.json").key_id

    assert json.loads((out / "current" / "manifest.json").read_text())["key_id"] == before
    assert not (out / "state" / "key_id.json").exists()


def test_a_guessable_key_is_told_with_its_remedy(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It was good enough for version 0.1.0; the releases stay as they are."""
    key = old_job.parent / "my.key"
    key.write_bytes(b"x" * 40)
    key.chmod(0o600)
    old_job.write_text(old_job.read_text() + '\n[keys]\npseudonym = "file:my.key"\n')

    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 2
    told = capsys.readouterr().err
    assert "can be guessed" in told
    assert "openssl rand -hex 32" in told
    assert "another folder under [job] output" in told


def test_months_with_raw_record_keys_beside_pseudonyms_end_there(old_job: Path) -> None:
    """A release of version 0.1.0 under pseudonyms cannot be gone on with; the message says what to do."""
    old = read_manifest(old_job.parent / "out" / "current" / "manifest.json")
    pseudonymised = old.model_copy(update={"pseudonymise_person": True})
    form = Form(
        key_id=old.key_id,
        include_source_keys=old.include_source_keys,
        pseudonymise_person=True,
        pseudonymised=("person", "record"),
    )

    with pytest.raises(ConfigError, match=r"Name another folder under \[job\] output|name another folder"):
        refuse_mixture(pseudonymised, "2019-11", form)
    refuse_mixture(
        old, "2019-11", form.model_copy(update={"pseudonymise_person": False, "pseudonymised": ()})
    )
