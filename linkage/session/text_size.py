"""How much text there is in the files of a job, compressed or not, without reading them."""

import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from linkage.steps.inputs.source import Source

PARQUET_TIMES = 6.0
"""How much larger text is than its Parquet form; of .gz, where the beginning of a file does not say."""

LOOKED_BYTES = 1 << 17
"""So much of the beginning of a .gz file says how much its whole unpacks to."""

LOOKED_FILES = 10_000
"""Of so many files what was seen is remembered."""

GZIP = 31
"""What tells zlib that there is a header of gzip."""


def input_bytes(sources: Sequence[Source]) -> int:
    """Bytes of all input files, compressed ones counted as text."""
    return sum(text_bytes(file) for source in sources for file in source.files)


def text_bytes(file: Path) -> int:
    """Bytes of text in a file; about so many where it is compressed. Nothing for one that is not there any more."""
    try:
        stat = file.stat()
        size = stat.st_size
        if file.suffix == ".gz":
            return int(size * unpacked_times(file, size, stat.st_mtime_ns))
    except OSError:
        return 0
    return int(size * PARQUET_TIMES) if file.suffix == ".parquet" else size


@lru_cache(maxsize=LOOKED_FILES)
def unpacked_times(file: Path, _size: int, _changed: int) -> float:
    """
    How many times larger the text of a .gz file is, by its beginning.

    A plan asks three times; a file of the same size and time of change is looked at once.
    """
    with file.open("rb") as opened:
        packed = opened.read(LOOKED_BYTES)
    unpacking = zlib.decompressobj(GZIP)
    try:
        text = len(unpacking.decompress(packed))
    except zlib.error:
        return PARQUET_TIMES
    used = len(packed) - len(unpacking.unused_data)
    return text / used if text else PARQUET_TIMES
