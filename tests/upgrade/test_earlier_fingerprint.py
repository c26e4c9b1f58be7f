"""What version 0.1.0 said a month was made from, held against the job of today: only the opt-outs may differ."""

from pathlib import Path

import pytest

from linkage.commands.run.earlier_fingerprint import in_terms_of_today
from linkage.commands.run.month_fingerprint import (
    job_digest,
    lists_digest,
    located_job_digest,
    opt_outs_digest,
)
from linkage.config.load import load_job
from linkage.release.standing import standing
from linkage.session.keys import Key
from linkage.session.workspace import Lists
from tests.release.world import manifest_for
from tests.safety.strikes import write_job
from tests.tables import rows

pytestmark = pytest.mark.slow

KEY = Key(b"k" * 32)
MONTH = "2026-04"

CASES = rows("""
    listed then | listed now | ignored then | ignored now | found
    ------------+------------+--------------+-------------+------------------
                |            |              |             |
    1           | 1          |              |             |
    1           | 1          | AB1          | AB1         |
                | 1          |              |             | opt_outs
                | 1          | AB1          | AB1         | opt_outs
    1           | 1 2        |              |             | opt_outs
    1           |            |              |             | opt_outs
                |            |              | AB1         | job lists opt_outs
    1           | 1 2        | AB1          | AB1         | lists opt_outs
""")
"""
Numbers and ignored postcodes, by name.

Where the ignored postcodes differ, or both lists have to be proved at once, the opt-outs cannot be: one digest was made
of both.
"""


@pytest.fixture(scope="module")
def job_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job with an opt-out list."""
    return write_job(tmp_path_factory.mktemp("fingerprint") / "job")


@pytest.mark.parametrize("case", CASES)
def test_only_what_differs_is_named(job_file: Path, case: dict[str, str | None]) -> None:
    """A list where there was none, and a longer one, leave the settings as they were."""
    lists = {name: tuple(str(text or "").split()) for name, text in case.items()}
    given = load_job(job_file)

    def with_ignored(when: str, *, listed: bool) -> dict[str, object]:
        linkage = given.linkage.model_copy(update={"ignore_postcodes": lists[f"ignored {when}"]})
        return {"linkage": linkage} | ({} if listed else {"opt_outs": None})

    before = given.model_copy(update=with_ignored("then", listed=bool(lists["listed then"])))
    now = given.model_copy(update=with_ignored("now", listed=True))
    earlier = {
        "job": located_job_digest(before, KEY),
        "lists": lists_digest(lists["ignored then"], lists["listed then"], KEY),
    }
    supplied = Lists(lists["ignored now"], lists["listed now"])
    today = {
        "job": job_digest(now.model_copy(update={"opt_outs": None}), KEY),
        "lists": lists_digest(supplied.ignored_postcodes, (), KEY),
        "opt_outs": opt_outs_digest(supplied.opted_out_numbers, KEY),
    }
    manifest = manifest_for("0002", MONTH, 4).model_copy(update={"fingerprints": {MONTH: earlier}})

    found = standing(in_terms_of_today(manifest, MONTH, now, supplied, KEY, today), MONTH, today)

    assert found == (lists["found"] or "unchanged")
