"""Every reason for which a row is set aside has words of its own, where people read it: page, workbook and gates."""

import re
from dataclasses import replace

from linkage.engine.dialect import DuckDBDialect
from linkage.gates.each.file_quarantine import worst_files
from linkage.gates.facts import FileFacts
from linkage.layouts.spelt.timestamp import BOTH_CODES, OTHER_OFFSET
from linkage.steps.inputs.nested.record import UNREAD
from linkage.steps.inputs.reason import OWN_KEYS, SHARED, reason_sql
from linkage.words.quarantine_words import REASONS
from tests.unit.test_gates import FACTS


def test_every_reason_has_words() -> None:
    """Those of every data set, those of a line that cannot be told apart, and those that come later."""
    given = {"field_count", "encoding", SHARED, "key_conflict", *UNREAD, BOTH_CODES, OTHER_OFFSET}
    for dataset, keys in OWN_KEYS.items():
        given |= set(re.findall("then '([a-z_]+)'", reason_sql(DuckDBDialect(), dataset, keys)))
    assert given == set(REASONS)


def test_a_gate_tells_them_in_words() -> None:
    """Its message stands on the first screen of the report."""
    file = FileFacts("did/b.csv", "did", 100, 30, is_ended=True, reasons={"field_count": 20, "encoding": 10})
    found = worst_files(replace(FACTS, files=(file,)), 50)
    assert found is not None
    assert "30 of 100 rows were set aside (wrong number of fields: 20; not UTF-8 text: 10)" in found.told
