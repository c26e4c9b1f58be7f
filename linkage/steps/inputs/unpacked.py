"""How much a compressed file may unpack to: a few kilobytes can hold more rows than the disk."""

import gzip

from linkage.errors import InputError
from linkage.steps.inputs.digest import Digested
from linkage.steps.inputs.source import InputFile

JUDGED_BYTES = 1 << 22
"""4 MiB: less than this is never too much, however small the file."""


class Unpacked(gzip.GzipFile):
    """A .gz file that can be read as far as its job allows; InputError beyond."""

    def __init__(self, file: InputFile, packed: Digested) -> None:
        """Read `packed`, which is `file` opened."""
        super().__init__(fileobj=packed, mode="rb")
        self.of = file
        self.given = 0

    def read(self, size: int | None = -1) -> bytes:
        """See GzipFile."""
        content = super().read(size)
        self.given += len(content)
        refuse_inflated(self.of, self.given)
        return content


def refuse_inflated(file: InputFile, unpacked: int) -> None:
    """InputError when `unpacked` (bytes of text, or fields of Parquet) is more than a file of its size may hold."""
    times = file.source.unpacked_times
    packed = file.path.stat().st_size
    if unpacked > max(JUDGED_BYTES, times * packed):
        raise InputError(
            f"{file.name}: its {packed:,} bytes unpack to more than {times:,} times as much, which no file of records "
            "does; ask for it again, or raise [limits] unpacked_times if it is right"
        )
