"""What may happen to a file of text, to one that is compressed, and what may come in its place."""

import gzip
import io
import random
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from tempfile import NamedTemporaryFile

import pyarrow as pa
import pyarrow.parquet as pq

from tests.inputs.sample import APC_NAMES, DID_NAMES, apc_row, did_row, text

Damage = Callable[[bytes, str, random.Random], bytes]


def lines(content: bytes) -> list[bytes]:
    """The lines, without their ends."""
    return content.rstrip(b"\n").split(b"\n")


def joined(parts: list[bytes], end: bytes = b"\n") -> bytes:
    """Lines with their ends."""
    return end.join(parts) + end


def each(change: Callable[[bytes, str, random.Random], bytes], *, share: float = 1.0) -> Damage:
    """A change of lines: of all, or of about a `share` of them, one at least; the first line is left alone."""

    def damage(content: bytes, delimiter: str, chance: random.Random) -> bytes:
        first, *rest = lines(content)
        hit = {place for place in range(len(rest)) if chance.random() < share} or {
            chance.randrange(len(rest))
        }
        changed = [
            change(line, delimiter, chance) if place in hit else line for place, line in enumerate(rest)
        ]
        return joined([first, *changed])

    return damage


def first(change: Callable[[bytes, str], bytes]) -> Damage:
    """A change of the first line."""
    return lambda content, delimiter, _: joined([change(lines(content)[0], delimiter), *lines(content)[1:]])


def cut(share: float) -> Damage:
    """Cut off after about such a share."""
    return lambda content, _, chance: content[: int(len(content) * share) + chance.randrange(5, 25)]


def encoded(name: str) -> Damage:
    """In another encoding."""
    return lambda content, _, __: content.decode().encode(name)


def put(inserted: bytes) -> Callable[[bytes, str, random.Random], bytes]:
    """Something put into a line, at a place that chance gives."""

    def change(line: bytes, _: str, chance: random.Random) -> bytes:
        place = chance.randrange(len(line))
        return line[:place] + inserted + line[place:]

    return change


def fields(
    change: Callable[[list[bytes], random.Random], list[bytes]],
) -> Callable[[bytes, str, random.Random], bytes]:
    """A change of the fields of a line, which hold no delimiter."""
    return lambda line, by, chance: by.encode().join(change(line.split(by.encode()), chance))


def without_one(cells: list[bytes], chance: random.Random) -> list[bytes]:
    """A field is lost."""
    place = chance.randrange(len(cells))
    return [*cells[:place], *cells[place + 1 :]]


def opened(cells: list[bytes], chance: random.Random) -> list[bytes]:
    """A field begins with a quote that nothing ends."""
    place = chance.randrange(len(cells))
    return [*cells[:place], b'"' + cells[place].strip(b'"'), *cells[place + 1 :]]


def broken(cells: list[bytes], _: random.Random) -> list[bytes]:
    """The second field holds a line break, in quotes."""
    return [cells[0], b'"x\n' + cells[1].strip(b'"') + b'"', *cells[2:]]


def excel_dates(content: bytes, _: str, __: random.Random) -> bytes:
    """Dates the other way round."""
    return re.sub(rb"((?:19|20)\d\d)-(\d\d)-(\d\d)", rb"\3/\2/\1", content)


OF_TEXT: Mapping[str, Damage] = {
    "cut early": cut(0.1),
    "cut in the middle": cut(0.5),
    "cut late": cut(0.95),
    "the last end is gone": lambda content, _, __: content[:-1],
    "UTF-16": encoded("utf-16"),
    "UTF-16, no mark": encoded("utf-16-be"),
    "UTF-32": encoded("utf-32"),
    "EBCDIC": encoded("cp500"),
    "UTF-8 with a mark": lambda content, _, __: b"\xef\xbb\xbf" + content,
    "two marks": lambda content, _, __: b"\xef\xbb\xbf" * 2 + content,
    "Windows letters in every row": each(put(b"\x92")),
    "Windows letters in some rows": each(put(b"\xe9"), share=0.1),
    "semicolons": lambda content, by, _: content.replace(by.encode(), b";"),
    "tabs": lambda content, by, _: content.replace(by.encode(), b"\t"),
    "commas or pipes": lambda content, by, _: content.replace(by.encode(), b"|" if by == "," else b","),
    "carets": lambda content, by, _: content.replace(by.encode(), b"^"),
    "every row ends in a delimiter": lambda content, by, _: content.replace(b"\n", f"{by}\n".encode()),
    "rows end in a delimiter": each(lambda line, by, _: line + by.encode()),
    "some rows end in a delimiter": each(lambda line, by, _: line + by.encode(), share=0.1),
    "the first line ends in a delimiter": first(lambda line, by: line + by.encode()),
    "the first line in small letters": first(lambda line, _: line.lower()),
    "the first line with a name changed": first(
        lambda line, _: line.replace(b"DATE", b"DAY").replace(b"DOB", b"X")
    ),
    "the first line is gone": lambda content, _, __: joined(lines(content)[1:]),
    "the first line twice": lambda content, _, __: joined([lines(content)[0], *lines(content)]),
    "only the first line": lambda content, _, __: joined(lines(content)[:1]),
    "a title before it": lambda content, _, __: b"Extract of the month\n\n" + content,
    "a line of sep=": lambda content, by, _: f"sep={by}\n".encode() + content,
    "a rule under it": lambda content, by, _: joined(
        [lines(content)[0], by.join(["---"] * 5).encode(), *lines(content)[1:]]
    ),
    "a footer": lambda content, _, __: content + b"\n(40 rows affected)\n",
    "a trailer": lambda content, by, _: content + f"TRAILER{by}40\n".encode(),
    "an end of DOS": lambda content, _, __: content + b"\x1a",
    "a stray quote": each(fields(opened), share=0.01),
    "stray quotes": each(fields(opened), share=0.2),
    "a stray quote in every row": each(fields(opened)),
    "quotes anywhere": each(put(b'"'), share=0.3),
    "quoted line breaks": each(fields(broken), share=0.2),
    "quoted line breaks in every row": each(fields(broken)),
    "a field lost in every row": each(fields(without_one)),
    "a field lost in some rows": each(fields(without_one), share=0.2),
    "a field more in some rows": each(lambda line, by, _: line + f"{by}x".encode(), share=0.2),
    "fields shuffled": each(fields(lambda cells, _: cells[::-1])),
    "NULs in some fields": each(put(b"\x00"), share=0.2),
    "a hole": lambda content, _, __: content[:1000] + bytes(100) + content[1100:],
    "NULs at the end": lambda content, _, __: content + bytes(200),
    "mostly NULs": lambda content, _, __: content + bytes(40_000),
    "carriage returns alone": lambda content, _, __: content.replace(b"\n", b"\r"),
    "two carriage returns": lambda content, _, __: content.replace(b"\n", b"\r\r\n"),
    "blank lines between": lambda content, _, __: content.replace(b"\n", b"\n\n"),
    "all on one line": lambda content, _, __: content.replace(b"\n", b" "),
    "rows twice on a line": each(lambda line, _, __: line + line, share=0.2),
    "dates the other way round": excel_dates,
    "a line of random bytes": lambda content, _, chance: (
        content + chance.randbytes(300).replace(b"\n", b"") + b"\n"
    ),
}
"""What happens to a file of text -> how, given its delimiter."""
OF_GZIP: Mapping[str, Callable[[bytes, random.Random], bytes]] = {
    "cut in the middle": lambda packed, _: packed[: len(packed) // 2],
    "no trailer": lambda packed, _: packed[:-8],
    "a bit flipped": lambda packed, _: packed[:300] + bytes([packed[300] ^ 64]) + packed[301:],
    "rubbish behind": lambda packed, _: packed + b"rubbish",
    "packed twice": lambda packed, _: gzip.compress(packed, mtime=0),
    "nothing but its head": lambda packed, _: packed[:10],
    "not packed": lambda packed, _: gzip.decompress(packed),
}
"""What happens to one that is compressed."""


def foreign() -> Mapping[str, bytes]:
    """What comes in the place of a file."""
    return {
        "empty": b"",
        "a mark": b"\xef\xbb\xbf",
        "blank lines": b"\n \n\t\n",
        "one letter": b"x",
        "a word": b"accession\n",
        "a workbook": zipped("xl/workbook.xml"),
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        "a zip": zipped("a.csv"),
        "a zip of nothing": zipped(),
        "half a zip": zipped("a.csv")[:50],
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "a login page": b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>\n",
        "an error page": b"<html><body>503 Service Unavailable</body></html>\n",
        "DID as XML": b"<?xml version='1.0'?><DIDS><DIDSRecord><ImagingActivity/></DIDSRecord></DIDS>\n",
        "other XML": b"<?xml version='1.0'?><a><b/></a>\n",
        "JSON": b'[{"a": 1}]\n',
        "a database": database(),
        "random bytes": random.Random(1).randbytes(4_000),
        "zeros": bytes(4_000),
        "a message": b"Please find the file attached.\nRegards\n",
        "the research extract": b"submissiondataid,did_date3,did_nicip_code,ic_modality_id,ic_prov_orgcode\n1,2,3\n",
        "a pointer": b"version https://git-lfs.github.com/spec/v1\n",
    }


def zipped(*names: str) -> bytes:
    """A zip archive with such members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"a,b\n" * 20)
    return buffer.getvalue()


def database() -> bytes:
    """An SQLite database with a table."""
    with NamedTemporaryFile(suffix=".db") as file:
        opened_file = sqlite3.connect(file.name)
        opened_file.execute("create table t (a)")
        opened_file.commit()
        opened_file.close()
        file.seek(0)
        return file.read()


def parquet(dataset: str) -> Mapping[str, bytes]:
    """Parquet files that are none, or not of the data set."""
    names, row = (DID_NAMES, did_row) if dataset == "did" else (APC_NAMES, apc_row)
    rows = [row(n) for n in range(1, 41)]
    whole = written(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    return {
        "cut": whole[:-500],
        "its mark alone": b"PAR1",
        "text": text(rows),
        "a workbook": zipped("xl/workbook.xml"),
        "other names": written({f"c{n}": [1] for n in range(18)}),
        "no rows": written({name: pa.array([], pa.string()) for name in names}),
        "no columns but one": written({names[0]: [row[0] for row in rows]}),
    }


def written(columns: Mapping[str, object]) -> bytes:
    """Columns as Parquet."""
    buffer = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), buffer)
    return buffer.getvalue()
