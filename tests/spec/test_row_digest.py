"""The digest of a row: of the same text on every engine, whatever the row lacks."""

import hashlib
import hmac

import pytest

from linkage.engine.base import Engine
from linkage.months.rows import DIGITS, FORM, PAD, columns_of, row_digest_sql
from linkage.words.value_id import PAD_COLUMNS
from tests.spec.steps import PADS, Row, load, shown
from tests.tables import rows

FORMS = range(1, FORM + 1)
ROWS = rows("""
    why                       | nhs_number | birth_date | site_code | accession_number | test_date
    --------------------------+------------+------------+-----------+------------------+-----------
    all that is asked for     | 9990000018 | 1971-02-03 | RXA01     | A1               | 2026-04-15
    no number                 |            | 1971-02-03 | RXA01     | A1               | 2026-04-15
    neither number nor date   |            |            | RXA01     | A1               | 2026-04-15
    the number in the date    |            | 9990000018 | RXA01     | A1               | 2026-04-15
    another day               | 9990000018 | 1971-02-03 | RXA01     | A1               | 2026-04-16
""")


def told(row: Row, form: int) -> str:
    """The digest, worked out here: every column after an equals sign, one that lacks a value with nothing behind it."""
    text = "\x1f".join(f"={shown(row.get(name)) or ''}" for name in columns_of(form))
    digest = hmac.new(b"", text.encode(), hashlib.sha256).hexdigest()[:DIGITS]
    return f"{form}.{digest}" if form > 1 else digest


@pytest.mark.parametrize("form", FORMS)
def test_a_row_has_the_digest_of_its_text(engine: Engine, form: int) -> None:
    """One for each of the rows, each another one, on whatever line it stands."""
    given = [{name: value for name, value in row.items() if name != "why"} for row in ROWS]
    load(engine, "did_raw", [{"row_number": place, **row} for place, row in enumerate(given)], file_id=1)
    engine.load(PAD, PAD_COLUMNS, [PADS])

    digest = row_digest_sql(engine.dialect, "raw", form)
    found = engine.rows(f"select {digest} from did_raw as raw cross join {PAD} order by raw.row_number")

    assert [each for (each,) in found] == [told(row, form) for row in given]
    assert len(set(found)) == len(ROWS)
