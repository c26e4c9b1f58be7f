"""Nothing but ids depends on the secret: the same files under another key give the same links and numbers."""

from pathlib import Path

import duckdb
import pytest

from linkage.cli.main import exit_code
from tests.acceptance.conftest import MONTH

pytestmark = pytest.mark.slow

IDS = {
    "links": "event_id",
    "events": "event_id, is_repeat, next_spell_id, next_cips_id",
    "pathways": "event_id, spell_id, cips_id",
    "spells": "spell_id, cips_id",
}
"""What is made from the secret, by published table; of events alike in all, the first by id is not called a repeat."""


def test_another_key_changes_ids_alone(own: Path) -> None:
    """Samples, ties and sums go by values, so two sites that share files and model share every number."""
    folder = own.parent
    secret = folder / "other.key"
    secret.write_text("0123456789abcdef" * 4, "ascii")
    secret.chmod(0o600)
    job = folder / "other.toml"
    text = own.read_text("utf-8").replace('output = "out"', 'output = "other"')
    job.write_text(f'{text}\n[keys]\npseudonym = "file:other.key"\n', "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0

    with duckdb.connect() as connection:
        for table, ids in IDS.items():
            one, two = (
                f"(select * exclude ({ids}) from read_parquet('{folder}/{output}/current/{table}/*/*.parquet'))"
                for output in ("out", "other")
            )
            assert connection.sql(f"select count(*) from {one}").fetchall() != [(0,)]
            assert connection.sql(f"from {one} except all from {two}").fetchall() == []
            assert connection.sql(f"from {two} except all from {one}").fetchall() == []
    numbers = [folder / output / "current" / "statistics" / "statistics.csv" for output in ("out", "other")]
    assert numbers[0].read_bytes() == numbers[1].read_bytes()
