"""Patterns of addresses, with a client that lists as stores do: by the whole names of folders."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from linkage.config.load import load_job
from linkage.release.homes import opened
from linkage.release.store.client import Client
from linkage.session.stores.found_files import found_files
from tests.safety.small_job import small_job
from tests.tables import rows

pytestmark = pytest.mark.skipif(find_spec("obstore") is None, reason="the extra `store` is not installed")

KEYS = (
    "did/2025-12/c.csv",
    "did/2026-04/a.csv",
    "did/2026-05/b.csv",
    "hes/HES_APC_2026.txt",
    "hes/HES_OP_2026.txt",
    "top_1.csv",
)

CASES = rows("""
    pattern               | found
    ----------------------+-----------------------
    did/2026-*/*.csv      | a.csv b.csv
    did/2026-0[45]/a.csv  | a.csv
    did/**/*.csv          | c.csv a.csv b.csv
    hes/HES_APC_*.txt     | HES_APC_2026.txt
    hes/*.txt             | HES_APC_2026.txt HES_OP_2026.txt
    t*.csv                | top_1.csv
    hes/HES_OP_2026.txt   | HES_OP_2026.txt
""")


@pytest.mark.parametrize("case", CASES)
def test_a_sign_may_stand_anywhere(
    case: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the name of a folder or of a file, after its beginning too."""
    client = in_memory(tmp_path / "source")
    monkeypatch.setattr(opened, "store_at", lambda *_given, **_named: client)
    job = load_job(small_job(tmp_path / "job"))

    found = found_files(job, [f"s3://bucket/{case['pattern']}"], key="did.paths")

    assert [path.name for path in found.files] == str(case["found"]).split()


def test_the_client_lists_by_the_beginning_of_a_key(tmp_path: Path) -> None:
    """Of a folder, and of a part of a name too."""
    client = in_memory(tmp_path / "source")

    assert set(client.names("")) == set(KEYS)
    assert set(client.names("did/")) == set(KEYS[:3])
    assert set(client.names("did/2026-")) == set(KEYS[1:3])
    assert set(client.names("di")) == set(KEYS[:3])


def in_memory(source: Path) -> Client:
    """A client of a store in memory, with an object under each of KEYS, by way of the file `source`."""
    client = Client("memory://", {}, allow_http=False)
    for key in KEYS:
        source.write_text(key, "utf-8")
        client.put_file(key, source)
    return client
