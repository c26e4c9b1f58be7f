"""Made-up records, written in each layout."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from synthetic.files.did import DID
from synthetic.written.delimited import write_delimited
from synthetic.written.did_second import did_second_json
from synthetic.written.did_xml import did_xml
from synthetic.written.layout import Layout
from synthetic.written.nested import write_nested

LAYOUTS = {"did_v1_csv": "csv", "did_v1_xml": "xml", "did_v2_json": "json"}
"""Layout -> the ending of its files."""

VALUES = {
    "NHS_NUMBER": "concat('999', lpad(cast(n % 9000000 as varchar), 7, '0'))",
    "NHS_NUMBER_STATUS_IND": "'01'",
    "PERSON_BIRTH_DATE": "cast(date '1930-01-01' + cast(n % 30000 as integer) as varchar)",
    "ETHNIC_CATEGORY": "'A'",
    "PERSON_GENDER_CODE": "cast(n % 2 + 1 as varchar)",
    "POSTCODE": "concat('AB', n % 9, ' ', n % 7, 'CD')",
    "PRACTICE_CODE": "'F85678'",
    "PATIENT_SOURCE_SETTING": "concat('0', n % 7 + 1)",
    "REFERRER": "'C1234567'",
    "REFERRING_ORG_CODE": "'RXX'",
    "DIAGNOSTIC_TEST_REQUEST_DATE": "'2019-10-01'",
    "DIAG_TEST_REQUEST_REC_DATE": "'2019-10-02'",
    "DIAGNOSTIC_TEST_DATE": "'2019-11-05'",
    "IMAGING_CODE_NICIP": "'CHEST'",
    "IMAGING_CODE_SNOMED": "'399208008'",
    "SERVICE_REPORT_DATE": "'2019-11-20'",
    "SITE_CODE_IMAGING": "'RXX01'",
    "RADIOLOGICAL_ACCESSION_NUM": "concat('A', lpad(cast(n as varchar), 10, '0'))",
}
"""A record of version 1 from its number `n`."""


def written(work: Path, records: int) -> dict[str, Path]:
    """The files of so many records, by layout; made once."""
    paths = {layout: work / f"records_{records}.{ending}" for layout, ending in LAYOUTS.items()}
    if all(path.exists() for path in paths.values()):
        return paths
    rows = Layout({name: VALUES[name] for name in DID}, f"range({records}) as counted(n)", "n", header=False)
    engine = DuckDBEngine(Session(folders=(work,)))
    try:
        write_delimited(engine, rows, paths["did_v1_csv"])
        write_nested(engine, did_xml(rows), paths["did_v1_xml"])
        write_nested(engine, did_second_json(rows), paths["did_v2_json"])
    finally:
        engine.close()
    return paths
