"""XML and JSON made to harm, cut off or of another kind: refused in words, in bounded memory, nothing of it shown."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts.every import layout
from linkage.steps.inputs.nested import fed
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.layouts.nested import activity, changed, first, record

NUMBER = "9990000026"
"""What no message may show."""
BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BULK = first(*(record(activity(f"acc {n}")) for n in range(2_000)))
WHOLE = first(*(record(activity(f"acc {n}")) for n in range(200)))


def refused(
    engine: Engine, folder: Path, content: str | bytes, name: str = "did_v1_xml", file: str = "a.xml"
) -> str:
    """What is said of a file that cannot be used."""
    path = folder / file
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    source = Source("did", (path,), layout("did", name).delimiter, {}, None, (), folder, layout=name)
    with pytest.raises(InputError) as told:
        read_inputs(engine, [source])
    assert NUMBER not in str(told.value)
    assert told.value.__cause__ is None and NUMBER not in repr(told.value.__context__)
    return str(told.value)


@pytest.mark.parametrize(
    "prolog",
    [
        f'<!DOCTYPE DIDS [<!ENTITY a0 "ha">{BILLION}]>',
        '<!DOCTYPE DIDS [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE DIDS SYSTEM "http://127.0.0.1:9/dids.dtd">',
        '<!DOCTYPE DIDS [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
        "<!-- a note --><?note?>\n<!DOCTYPE DIDS>",
        "<!doctype DIDS>",
    ],
    ids=[
        "a bomb",
        "a file",
        "a document type elsewhere",
        "a parameter entity",
        "after a comment",
        "in small letters",
    ],
)
@pytest.mark.parametrize("name", ["did_v1_xml", "did_v2_xml"])
def test_document_types_are_refused(engine: Engine, tmp_path: Path, prolog: str, name: str) -> None:
    """Before any parser sees them."""
    text = f'<?xml version="1.0"?>{prolog}<DIDS><DIDSRecord>&a9;</DIDSRecord></DIDS>'

    assert "a document type declaration (DOCTYPE)" in refused(engine, tmp_path, text, name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE.replace('encoding="UTF-8"', 'encoding="UTF-7"'), "in an encoding that is not read"),
        (WHOLE.replace('encoding="UTF-8"', 'encoding="EBCDIC-CP-US"'), "in an encoding that is not read"),
        (WHOLE.encode("utf-16"), "UTF-16 text: save it as UTF-8"),
        (WHOLE.encode("utf-16-le"), "save it as UTF-8"),
        (WHOLE.replace("<DIDS>", "<Other>").replace("</DIDS>", "</Other>"), "its first element is not DIDS"),
        (WHOLE.replace("acc 150", "&nosuch;"), "uses an entity that nothing declares"),
        (WHOLE.replace("acc 150", "a < b"), "line 153: the XML is not well-formed"),
        (WHOLE.replace("acc 150", NUMBER + '" >'), "line 153: the XML is not well-formed"),
        (WHOLE[: len(WHOLE) // 2], "so the file is cut off; copy or export it again"),
        (WHOLE[: WHOLE.rindex("</DIDS>")], "so the file is cut off; copy or export it again"),
        (WHOLE[:40], "no element begins it"),
        (WHOLE.replace("acc 150", "acc \x01"), "bytes that are no characters"),
        (WHOLE.encode().replace(b"acc 150", b"acc \xff"), "bytes that are no characters"),
        (WHOLE + "<DIDS/>", "is not well-formed"),
        ("<DIDS></DIDS>", "holds no rows"),
        ("<DIDS><Batch>" + record(activity("a")) + "</Batch></DIDS>", "is not right below the first element"),
        (first(*[record()] * 3), "none of its 3 records is one of did_v1_xml"),
        (first(*[record(activity("a").replace("RadiologicalAccessionNumber", "Accession"))] * 3),
         "none of its 3 records has ImagingActivity/RadiologicalAccessionNumber@extension"),
        (gzip.compress(WHOLE.encode())[:-200], "is damaged gzip"),
        (gzip.compress(BULK.encode())[:-4_000], "the compressed data end too early"),
    ],
)  # fmt: skip
def test_broken_files_are_refused(engine: Engine, tmp_path: Path, text: str | bytes, told: str) -> None:
    """With the line, where there is one, and what to do."""
    assert told in refused(engine, tmp_path, text)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("did_v1_csv", WHOLE, 'is a DID version 1 file in XML; set [did] layout = "did_v1_xml"'),
        ("did_v2_xml", WHOLE, 'is a DID version 1 file in XML; set [did] layout = "did_v1_xml"'),
        (
            "did_v1_csv",
            json.dumps([changed()]),
            'is a DID version 2 file in JSON; set [did] layout = "did_v2_json"',
        ),
        (
            "did_v1_xml",
            json.dumps([changed()]),
            'is a DID version 2 file in JSON; set [did] layout = "did_v2_json"',
        ),
        ("did_v1_xml", "<DIDS><R><CODED_PROCEDURE_NICIP/></R></DIDS>", "is a DID version 2 file in XML"),
        ("did_v1_xml", "a,b,c\n1,2,3\n", 'set [did] layout = "did_v1_csv"'),
        ("did_v2_json", "a,b,c\n1,2,3\n", 'set [did] layout = "did_v2_csv"'),
        (
            "did_v2_json",
            ",".join(changed()) + "\n",
            'version 2 file in delimited text; set [did] layout = "did_v2_csv"',
        ),
        (
            "did_v1_csv",
            "<html><body>Sign in</body></html>",
            "a web page (HTML)",
        ),
    ],
)
def test_a_file_of_another_layout_is_told(
    engine: Engine, tmp_path: Path, name: str, content: str, told: str
) -> None:
    """What it looks like, and the setting."""
    assert told in refused(engine, tmp_path, content, name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (json.dumps([changed()] * 200)[:-200], "line 1: the JSON ends in the middle, so the file is cut off"),
        (json.dumps([changed()] * 200, indent=0).replace("CHEST", 'CHE"ST', 1), "line 10: the JSON is not well-formed"),
        (json.dumps([changed()])[:-1], "ends in the middle"),
        ("[" + "[" * 100_000 + "{}", "is not well-formed"),
        ("[]", "holds no rows"),
        (json.dumps([{"A": "B"}] * 4), "none of its 4 records has SITE CODE (OF IMAGING)"),
        ("[1, 2, 3]".replace("1", "{}, 1").replace("{}", "[]"), "none of its 4 records is one of did_v2_json"),
        (json.dumps([changed()]).encode() + b"\n\xff" * 3, "not UTF-8"),
    ],
)  # fmt: skip
def test_broken_json_is_refused(engine: Engine, tmp_path: Path, text: str | bytes, told: str) -> None:
    """With the line, and what to do."""
    assert told in refused(engine, tmp_path, text, "did_v2_json", "a.json")


def read(engine: Engine, folder: Path, content: str, name: str) -> tuple[int, list[tuple[object, ...]]]:
    """Rows that can be used, and those set aside by reason."""
    path = folder / "a.dat"
    path.write_text(content, "utf-8")
    read_inputs(engine, [Source("did", (path,), ",", {}, None, (), folder, layout=name)])
    return int(str(engine.scalar("select count(*) from did_raw"))), engine.rows(
        "select reason, count(*) from quarantine group by reason order by reason"
    )


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("did_v1_xml", first(record(activity("a")), "<Other><A/></Other>", record(activity("b")), "<Other/>"),
         (2, [("record_unreadable", 2)])),
        ("did_v2_xml", "<X><Header><A>1</A></Header>" + 2 * "<R><A/></R>" + "<Late><A/></Late></X>",
         (0, [("record_unreadable", 1), ("site_missing", 2)])),
        ("did_v2_json", json.dumps({"records": [changed(), changed()], "count": 2}), (2, [])),
        ("did_v2_json", json.dumps([changed(), {**changed(), "REFERRER CODE": "\ud800"}]),
         (1, [("record_unreadable", 1)])),
    ],
)  # fmt: skip
def test_what_is_no_record_is_counted(
    engine: Engine, tmp_path: Path, name: str, content: str, found: tuple[int, list[tuple[object, ...]]]
) -> None:
    """Elements of another name beside records, a header aside; single values around an array; half a character."""
    assert read(engine, tmp_path, content, name) == found


@pytest.mark.parametrize("more", ['\n[{"A": "B"}]', ', "more": [{"A": "B"}]}', '\n{"A": "B"}'])
def test_records_behind_an_array_are_refused(engine: Engine, tmp_path: Path, more: str) -> None:
    """Nobody would read them."""
    begins = '{"records": ' if more.startswith(",") else ""

    assert "holds more behind its array" in refused(
        engine, tmp_path, begins + json.dumps([changed()]) + more, "did_v2_json", "a.json"
    )


ENDLESS = {
    "text": ("<DIDS><DIDSRecord><A>", "x", "did_v1_xml"),
    "an attribute": ("<DIDS><DIDSRecord a='", "x", "did_v1_xml"),
    "elements": ("<DIDS><DIDSRecord>", "<a/>", "did_v1_xml"),
    "depth": ("<DIDS><DIDSRecord>", "<a>", "did_v1_xml"),
    "no record": ("<DIDS>", "<Other>1</Other>", "did_v1_xml"),
    "a comment": ("<DIDS><DIDSRecord><!--", "x", "did_v1_xml"),
    "activities": ("<DIDS><DIDSRecord>", "<ImagingActivity/>", "did_v1_xml"),
    "a text of JSON": ('[{"A": "', "x", "did_v2_json"),
    "a list of JSON": ('[{"A": [', "1,", "did_v2_json"),
    "a line of JSON": ('{"A": "B"}\n{"C": "', "x", "did_v2_json"),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_endless_records_are_refused_in_bounded_memory(engine: Engine, tmp_path: Path, kind: str) -> None:
    """12 MB of one record, compressed to almost nothing: given up after the longest that a record may be."""
    begins, again, name = ENDLESS[kind]
    path = tmp_path / "a.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(begins.encode())
        piece = again.encode() * (1_000_000 // len(again))
        for _ in range(12):
            packed.write(piece)
    source = Source("did", (path,), ",", {}, None, (), tmp_path, unpacked_times=10**6, layout=name)
    plan_reading([source])
    tracemalloc.start()
    with pytest.raises(InputError, match=r"longer than 4 MiB|not well-formed|so the file is cut off"):
        read_inputs(engine, [source])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 6 * fed.LONGEST_RECORD_BYTES


def test_a_file_that_unpacks_to_much_is_refused(engine: Engine, tmp_path: Path) -> None:
    """As any compressed file is ([limits] unpacked_times)."""
    text = first(*[record(activity("a"))] * 20_000)

    assert "unpack to more than" in refused(engine, tmp_path, gzip.compress(text.encode()), file="a.xml.gz")


def test_nothing_of_the_file_is_remembered(engine: Engine, tmp_path: Path) -> None:
    """Records of names that nobody knows are read at constant memory."""
    path = tmp_path / "a.xml"
    path.write_text(
        first(*(record(activity(f"a{n}", more=f"<N{n}>x</N{n}>" * 20)) for n in range(3_000))), "utf-8"
    )
    source = Source("did", (path,), ",", {}, None, (), tmp_path, layout="did_v1_xml")
    read_inputs(engine, [source])

    assert engine.count("select count(*) from did_raw") == 3_000
