"""Under pseudonyms a release holds no key of another file, and its manifest helps nobody to guess the secret."""

import base64
import csv
import hashlib
import hmac
import json
from pathlib import Path

import duckdb
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.cli.main import exit_code
from linkage.commands.run.month_fingerprint import rules_digest
from linkage.config.load import load_job, load_rules
from linkage.release.content.published import DRAWN
from linkage.session.guessable import why_guessable
from linkage.session.keys import Key
from linkage.tables import Table, all_tables, contract
from linkage.words.names import TIMES
from synthetic.settings import WorldSettings
from synthetic.world import make_world

pytestmark = pytest.mark.slow

SECRET = hashlib.sha256(b"a secret of this test alone").hexdigest().encode()
PUBLISHED = [table for table in all_tables().values() if table.published and table.name != "statistics"]
FILES = {
    "did": ("did/*.csv", ","),
    "apc": ("hes/HES_APC_*.txt", "|"),
    "op": ("hes/HES_OP_*.txt", "|"),
    "ae": ("hes/HES_AE_*.txt", "|"),
    "deaths": ("lookups/deaths.csv", ","),
}
NONE = {"", "0"}
"""What stands in the place of a key that is not there."""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world with three kinds of hospital records, published under pseudonyms."""
    folder = tmp_path_factory.mktemp("pseudonyms") / "world"
    make_world(folder, WorldSettings(people=400, seed=5, events_per_person_month=0.3))
    path = folder / "job.toml"
    text = path.read_text().replace('"hes_did"', '"dmq_2015"', 1)
    path.write_text(text + '\n[outputs]\npseudonymise_person = true\n[keys]\npseudonym = "file:secret.key"\n')
    (folder / "secret.key").write_bytes(SECRET)
    (folder / "secret.key").chmod(0o600)
    assert exit_code(["run", str(path), "--month", "2019-11", "--quiet"]) == 0
    return path


def supplied_keys(job: Path) -> dict[str, set[str]]:
    """Every key in the files that were supplied, by data set and column."""
    found: dict[str, set[str]] = {}
    for dataset, (pattern, delimiter) in FILES.items():
        keys = {column.source: column.name for column in contract(f"{dataset}_raw").columns if column.key_of}
        did = [
            column
            for column in contract("did_raw").columns[2:]
            if column.name not in ("provider_code", *TIMES)
        ]
        header = [column.source for column in did] if dataset == "did" else None
        for path in job.parent.glob(pattern):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file, header, delimiter=delimiter):
                    for name, ours in keys.items():
                        found.setdefault(f"{dataset}.{ours}", set()).add((row.get(name) or "").strip())
    return {name: values - NONE for name, values in found.items()}


def texts(job: Path, table: Table) -> dict[str, set[str]]:
    """The values of each text column of a published table; nothing of draws, which this job has none of."""
    if table.name in DRAWN:
        return {}
    rows = ds.dataset(job.parent / "out" / "current" / table.name).to_table()
    return {
        name: set(pc.unique(rows[name]).drop_null().to_pylist())
        for name, kind in table.types.items()
        if kind == "text"
    }


def test_no_published_column_holds_a_key_of_a_file(job: Path) -> None:
    """Of people, records, spells or events; a new column of keys is caught here whatever it is called."""
    keys = supplied_keys(job)
    assert all(
        keys[name] for name in ("did.accession_number", "apc.record_key", "op.person_key", "ae.record_key")
    )

    found = {
        (table.name, column, name)
        for table in PUBLISHED
        for column, values in texts(job, table).items()
        for name, supplied in keys.items()
        if values & supplied
    }

    assert found == set()


def test_joins_inside_the_release_hold(job: Path) -> None:
    """People across tables; an episode of a pathway and the first of its spell."""
    current = job.parent / "out" / "current"
    joined = (
        duckdb.connect()
        .sql(f"""
        select count(*), count(spells.spell_id), count(links.person_id)
        from '{current}/pathways/*/*.parquet' as pathways
        left join '{current}/links/*/*.parquet' as links
          on links.event_id = pathways.event_id and links.person_id = pathways.person_id
        left join '{current}/spells/**/*.parquet' as spells
          on spells.first_episode_key = pathways.episode_key and spells.person_id = pathways.person_id
        where pathways.relation = 'IN_EPISODE'""")
        .fetchall()[0]
    )
    assert joined[0] == joined[2] > 0
    assert joined[1] > 0


def test_every_column_that_comes_from_a_key_says_so() -> None:
    """By the field it comes from: an own rule for the contracts, so that none is forgotten."""
    keys = {
        column.source
        for table in all_tables().values()
        if table.name.endswith("_raw")
        for column in table.columns
        if column.key_of in {"person", "record"} and column.name != "nhs_number"
    }
    unmarked = {
        (table.name, column.name)
        for table in PUBLISHED
        for column in table.columns
        if set(column.source.split(", ")) & (keys | {"the person key named in the job"}) and not column.key_of
    }

    assert unmarked == set()
    assert {column.name for column in contract("spells").columns if column.key_of == "record"} == {
        "first_episode_key",
        "last_episode_key",
    }


def test_evaluate_and_explain_go_on(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Truth files hold keys as supplied; the pseudonyms are those of the job's key."""
    truth = job.parent / "truth" / "truth.csv"
    assert exit_code(["evaluate", str(job), "--truth", str(truth), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["precision"]["value"] > 0.9
    assert sum(one["numerator"] for one in found["relations"]) > 0

    event = ds.dataset(job.parent / "out" / "current" / "links").head(1)["event_id"][0].as_py()
    assert exit_code(["explain", str(job), event]) == 0


def test_the_manifest_helps_nobody_to_guess_the_secret(job: Path) -> None:
    """Neither its name of the key nor a digest is an HMAC under the secret, of whatever text."""
    manifest = json.loads((job.parent / "out" / "current" / "manifest.json").read_text())
    record = json.loads((job.parent / "out" / "state" / "key_id.json").read_text())
    told = json.dumps(manifest)

    assert manifest["key_id"] == record["key_id"]
    assert hmac.new(SECRET, b"linkage pseudonym key id", "sha256").hexdigest()[:16] not in told
    assert record["salt"] not in told
    rules = load_rules(load_job(job))
    salted = Key(SECRET, salt=bytes.fromhex(record["salt"]))
    assert rules_digest(rules, Key(SECRET)) not in told
    assert rules_digest(rules, salted) == manifest["fingerprints"]["2019-11"]["rules"]
    assert (job.parent / "out" / "state" / "key_id.json").stat().st_mode & 0o077 == 0


def test_another_key_is_refused(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder knows its key again without telling it."""
    (job.parent / "secret.key").write_bytes(SECRET[::-1])
    try:
        assert exit_code(["run", str(job), "--month", "2019-11", "--quiet"]) == 2
    finally:
        (job.parent / "secret.key").write_bytes(SECRET)
    assert "the pseudonym key is not the one of release 0001" in capsys.readouterr().err
    assert exit_code(["run", str(job), "--month", "2019-11", "--quiet"]) == 0


def test_source_keys_beside_pseudonyms_are_refused(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They would join every event to the imaging files."""
    text = job.read_text().replace(
        "pseudonymise_person = true", "pseudonymise_person = true\ninclude_source_keys = true"
    )
    both = job.with_name("both.toml")
    both.write_text(text)

    assert exit_code(["check", str(both)]) == 2
    assert "outputs.include_source_keys: undoes pseudonymise_person" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (b"x" * 31, "too short"),
        (bytes(32), "different characters"),
        (b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "different characters"),
        (b"0101010101010101010101010101010101", "different characters"),
        (b"password" * 4, "different characters"),
        (b"change-me!" * 4, "again and again"),
        (b"s3cr3t-k3y-01" * 3, "again and again"),
        (b"the pseudonym key of the imaging team", "is text"),
        (b"CorrectHorseBatteryStapleCorrect2026", "is text"),
    ],
)
def test_a_secret_that_can_be_guessed(
    secret: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused with the remedy, and without the secret."""
    path = tmp_path / "job.toml"
    files = '[did]\npaths = ["d/*"]\n[hes.apc]\npaths = ["h/*"]\n[linkage]\nprofile = "dmq_2015"\n'
    path.write_text('[job]\nname = "a"\n' + files + '[keys]\npseudonym = "file:my.key"\n')
    (tmp_path / "d").mkdir()
    (tmp_path / "h").mkdir()
    (tmp_path / "d" / "a").write_text("a\n")
    (tmp_path / "h" / "a").write_text("a\n")
    (tmp_path / "my.key").write_bytes(secret)
    (tmp_path / "my.key").chmod(0o600)

    assert exit_code(["run", str(path), "--month", "2019-11", "--quiet"]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "openssl rand -hex 32" in error
    assert secret.decode("latin-1").strip("\0\n") not in error or not secret.strip(b"\0\n")


@given(secret=st.binary(min_size=32, max_size=32).map(lambda drawn: hashlib.sha256(drawn).digest()))
def test_random_secrets_pass(secret: bytes) -> None:
    """In whatever form: bytes, hexadecimal, base64, base32, with a line break."""
    forms = (secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret))
    more = (base64.urlsafe_b64encode(secret) + b"\n", base64.b32encode(secret), secret.hex()[:32].encode())

    assert [why_guessable(form) for form in (*forms, *more)] == [None] * 7
