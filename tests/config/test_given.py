"""What a job is given beside its file: variables in paths, --set, a folder for its job file, addresses refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from linkage.config.given.settings import Given, annotation_of, typed
from linkage.config.given.store_address import store_address
from linkage.config.given.variables import filled
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.errors import ConfigError
from tests.config.test_load import JOB

ENVIRONMENT = {"DATA": "/data", "MONTH": "2019-11", "EMPTY": "", "STORE": "hdfs://node", "DOLLARS": "${DATA}"}


def job(
    folder: Path,
    text: str = JOB,
    settings: tuple[str, ...] = (),
    environment: Mapping[str, str] = ENVIRONMENT,
) -> Job:
    """A job file read with what is given."""
    (folder / "job.toml").write_text(text, "utf-8")
    return load_job(folder / "job.toml", Given(settings, environment))


def refusal(folder: Path, text: str = JOB, settings: tuple[str, ...] = ()) -> str:
    """What is said of one that cannot be used."""
    with pytest.raises(ConfigError) as refused:
        job(folder, text, settings)
    return str(refused.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("${DATA}/did/*.csv", "/data/did/*.csv"),
        ("did/DID_${MONTH}.csv", "did/DID_2019-11.csv"),
        ("${DATA}/${MONTH}/a", "/data/2019-11/a"),
        ("$${DATA}/a", "${DATA}/a"),
        ("$$${DATA}", "$${DATA}"),
        ("${DOLLARS}/a", "${DATA}/a"),
        ("cost$/$DATA/a", "cost$/$DATA/a"),
    ],
)
def test_variables(tmp_path: Path, written: str, read: str) -> None:
    """Filled once; $${ is ${ itself, and a dollar without a bracket is a dollar."""
    assert job(tmp_path, JOB.replace("did/*.csv", written)).did.paths == (read,)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("${NOWHERE}/a", "did.paths[1]: the environment has no variable NOWHERE; set it and run again"),
        ("${EMPTY}/a", "did.paths[1]: the environment's variable EMPTY is empty; set it and run again"),
        ("${}/a", "did.paths[1]: has ${ that begins no name"),
        ("${1ST}/a", "did.paths[1]: has ${ that begins no name"),
        ("${DATA/a", "did.paths[1]: has ${ that begins no name"),
        ("${STORE}/a", "did.paths[1]: is an address in HDFS"),
    ],
)
def test_variables_that_are_refused(tmp_path: Path, written: str, told: str) -> None:
    """By name and line, and never by what they hold."""
    message = refusal(tmp_path, JOB.replace("did/*.csv", written))

    assert f"job.toml:5: {told}" in message
    assert "bucket" not in message


def test_every_path_has_them(tmp_path: Path) -> None:
    """Not those of the files alone."""
    text = (
        JOB.replace('name = "test"', 'name = "test"\noutput = "${DATA}/out"')
        + 'model = "${DATA}/model.json"\n'
    )
    made = job(tmp_path, text)

    assert (str(made.output), str(made.model_path)) == ("/data/out", "/data/model.json")


def test_profile_and_key_have_them(tmp_path: Path) -> None:
    """The rules file is looked for where the variable says; a key in a file too, and env:NAME stays a name."""
    shown = refusal(tmp_path, JOB.replace("dmq_2015", "${DATA}/none.toml"))
    keyed = job(tmp_path, JOB + '[keys]\npseudonym = "file:${DATA}/key"\n')
    named = job(tmp_path, JOB + '[keys]\npseudonym = "env:DATA"\n')

    assert "linkage.profile" in shown and "or the path of a rules file" in shown
    assert keyed.keys and keyed.keys.pseudonym == "file:/data/key"
    assert named.keys and named.keys.pseudonym == "env:DATA"


@every(st.text("ab/$*", max_size=12), st.text("xy$ {", min_size=1, max_size=5))
def test_only_variables_change(text: str, value: str) -> None:
    """What is no variable stays, and what was escaped comes out as it was meant."""
    assert filled(text, {}) == text
    assert filled(f"{text}/${{A}}/{text}", {"A": value}) == f"{text}/{value}/{text}"
    assert filled(text.replace("${", "$${") + "/$${A}", {}) == f"{text}/${{A}}"


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("duckdb.threads=4", "duckdb.threads", 4),
        ("duckdb.memory_limit=4GB", "duckdb.memory_limit", "4GB"),
        ('duckdb.memory_limit="4GB"', "duckdb.memory_limit", "4GB"),
        ("duckdb.resume=false", "duckdb.resume", False),
        ("job.name=2019", "job.name", "2019"),
        ("linkage.target_false_match_rate=0.01", "linkage.target_false_match_rate", 0.01),
        ("linkage.retry_months=3", "linkage.retry_months", 3),
        ("did.paths=new/*.csv", "did.paths", ("new/*.csv",)),
        ('did.paths=["a.csv", "b.csv"]', "did.paths", ("a.csv", "b.csv")),
        ("did.paths=${DATA}/did.csv", "did.paths", ("/data/did.csv",)),
        ("did.delimiter=|", "did.delimiter", "|"),
        ("did.delimiter=tab", "did.delimiter", "\t"),
        ("did.columns.MY_NUMBER=nhs_number", "did.columns", {"MY_NUMBER": "nhs_number"}),
        ('did.columns={MY_NUMBER = "nhs_number"}', "did.columns", {"MY_NUMBER": "nhs_number"}),
        ("hes.apc.replace=year", "hes.apc.replace", "year"),
        ("report.contact=A = B", "report.contact", "A = B"),
    ],
)
def test_settings(tmp_path: Path, setting: str, key: str, value: object) -> None:
    """Typed as the setting is; a list may be one text; of the value everything after the first sign counts."""
    found: object = job(tmp_path, JOB, (setting,))
    for part in key.split("."):
        found = getattr(found, part)

    assert found == value and type(found) is type(value)


def test_several_settings_are_laid_over_the_file(tmp_path: Path) -> None:
    """The others stand as they did, and the job remembers which keys were given, not what with."""
    made = job(tmp_path, JOB, ("job.output=elsewhere", "duckdb.threads=2", "duckdb.memory_limit=4GB"))

    assert made.job.name == "test" and made.job.output == "elsewhere"
    assert (made.duckdb.threads, made.duckdb.memory_limit) == (2, "4GB")
    assert made.given == ("duckdb.memory_limit", "duckdb.threads", "job.output")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (("duckdb.threads",), "--set: write KEY=VALUE with the whole key"),
        (("=4",), "--set: write KEY=VALUE with the whole key"),
        (("duckdb..threads=4",), "--set: write KEY=VALUE with the whole key"),
        (("duckdb.threads=4", "duckdb.threads=5"), "--set duckdb.threads: is given twice"),
        (("did.columns={}", "did.columns.A=sex"), "--set did.columns.A: is given twice"),
        (("job.name.first=x",), "--set job.name.first: job.name is a value of the job file"),
        (("duckdb.thread=4",), "--set: duckdb.thread: unknown key; did you mean threads?"),
        (("duckdb.threads=s3cret",), "--set: duckdb.threads: must be"),
        (("keys.pseudonym=s3cret",), "--set: keys.pseudonym: is not written as it must be"),
        (("did.layout=ncras",), "--set: did.layout: unknown layout; did you mean ncras_csv?"),
    ],
)
def test_settings_that_are_refused(tmp_path: Path, settings: tuple[str, ...], told: str) -> None:
    """In the words of the job file's own problems, and never with the value."""
    message = refusal(tmp_path, JOB, settings)

    assert told in message
    assert "s3cret" not in message


def test_problems_of_the_file_keep_their_lines(tmp_path: Path) -> None:
    """Those of the command line come first."""
    message = refusal(tmp_path, JOB.replace("[did]", "[did]\norder = 3"), ("duckdb.threads=x",))

    assert "job.toml has 2 problems:\n  --set: duckdb.threads: " in message
    assert "\n  job.toml:5: did.order: " in message


def test_a_folder_stands_for_its_job_file(tmp_path: Path) -> None:
    """Under the usual name; one without is told as before."""
    job(tmp_path)

    assert load_job(tmp_path).folder == tmp_path
    with pytest.raises(ConfigError, match="is a folder; name a job file in it"):
        load_job(tmp_path.parent)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3n://b/a.csv", "is an address in Amazon S3, which is not read here: mount the store"),
        ("wasbs://c@a.blob.core.windows.net/a.csv", "is an address in Azure storage"),
        ("s3://b?a.csv", "is an address that names no bucket"),
        ("https://example.org/a.csv", "is an address on the web"),
        ("hdfs://n/a.csv", "is an address in HDFS"),
        ("hdfs:/n/a.csv", "is an address in HDFS"),
        ("dbfs:/mnt/a.csv", "is an address in the Databricks file system"),
        ("file://other/data/a.csv", "is a file: address of another machine"),
        ("other://data/a.csv", "is an address, which is not read"),
    ],
)  # fmt: skip
def test_addresses_are_refused(tmp_path: Path, address: str, told: str) -> None:
    """With what to do instead, and without the address."""
    message = refusal(tmp_path, JOB.replace("did/*.csv", address))

    assert f"job.toml:5: did.paths[1]: {told}" in message
    assert address not in message and "a.csv" not in message


@pytest.mark.parametrize("address", ["file:///data/a.csv", "file:/data/a.csv", "FILE://localhost/data/a.csv"])
def test_a_file_address_is_its_path(tmp_path: Path, address: str) -> None:
    """As Spark writes them."""
    assert job(tmp_path, JOB.replace("did/*.csv", address)).did.paths == ("/data/a.csv",)


@pytest.mark.parametrize(
    "address", ["s3://b/did/*.csv", "S3A://b/**/a.csv", "abfss://c@a/x/[0-9]*", "gs://b/a.csv"]
)
def test_files_may_be_at_addresses(tmp_path: Path, address: str) -> None:
    """With patterns, as of paths."""
    usual = address.replace("S3A:", "s3:")
    assert job(tmp_path, JOB.replace("did/*.csv", address)).did.paths == (usual,)
    assert store_address(address) == usual


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("s3://b/p", "s3://b/p"),
        ("s3a://b/p/q/", "s3://b/p/q"),
        ("abfss://c@a.dfs.core.windows.net/p", "abfss://c@a.dfs.core.windows.net/p"),
        ("gs://b", "gs://b"),
        ("out", None),
        ("file:///data/out", None),
    ],
)
def test_an_output_may_be_an_address(tmp_path: Path, written: str, address: str | None) -> None:
    """Work is then done in the local folder."""
    keys = '\n[keys]\npseudonym = "env:SECRET"\n' if address else ""
    found = job(tmp_path, JOB.replace('name = "test"', f'name = "test"\noutput = "{written}"') + keys)

    assert found.store_address == address
    assert found.output == (tmp_path / "out" if address else tmp_path / found.job.output)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('output = "s3://b/p"', "job.output: is an address, and the secret of the pseudonyms is never put"),
        ('output = "s3://b/p?token=hush"', "job.output: is an address that names no bucket or container"),
        ('output = "s3://me:hush@b/p"', "job.output: is an address that names no bucket or container"),
        ('output = "s3://b/../hush"', "job.output: is an address with . or .."),
        ('output = "hdfs://n/hush"', "job.output: is an address in HDFS"),
        ('local = "hush"', "job.local: goes with an address under [job] output"),
        (
            '[spark]\nwork = "s3a://b/hush"',
            "spark.work: is an address in Amazon S3, which is not read here: mount",
        ),
        ('[store.config]\nsecret_access_key = "hush"', "is a credential, for which a job file is no place"),
    ],
)
def test_what_an_output_in_a_store_needs(tmp_path: Path, lines: str, told: str) -> None:
    """And what no address may hold; none of it is repeated."""
    message = refusal(tmp_path, JOB.replace('name = "test"', f'name = "test"\n{lines}'))

    assert told in message
    assert "hush" not in message


@pytest.mark.parametrize("path", ["C:/data/a.csv", "odd:name.csv", "a//b.csv", "2019:/a.csv"])
def test_paths_are_no_addresses(tmp_path: Path, path: str) -> None:
    """A colon alone is a letter of a name."""
    assert job(tmp_path, JOB.replace("did/*.csv", path)).did.paths == (path,)


def test_every_setting_has_a_type() -> None:
    """So that none is typed by guessing."""
    assert annotation_of(Job, ("duckdb", "nothing")) is None
    assert typed("[1]", annotation_of(Job, ("job", "name"))) == "[1]"
    assert typed("x", annotation_of(Job, ("duckdb", "threads"))) == "x"
