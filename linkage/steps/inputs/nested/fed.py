"""The bytes of a file as a parser is fed them: digested, unpacked, and no record longer than a record can be."""

import gzip
import hashlib

from linkage.errors import InputError
from linkage.steps.inputs.digest import Digested
from linkage.steps.inputs.head import HEAD_BYTES, Head
from linkage.steps.inputs.problem import changed
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.unpacked import Unpacked

CHUNK_BYTES = 1 << 16
LONGEST_RECORD_BYTES = 1 << 22
"""4 MiB: what is longer is no record, and would have to be held in memory whole."""


class Fed:
    """An opened file that is read in chunks from its beginning; InputError where a record does not end."""

    def __init__(self, file: InputFile, head: Head, digested: Digested) -> None:
        """`digested` is `file`, opened."""
        self.file = file
        self.sha256 = head.sha256
        self._stream: Digested | gzip.GzipFile = Unpacked(file, digested) if head.compressed else digested
        self._begun = False
        self._since = 0
        self.records = 0
        """Records taken so far."""

    def read(self, _: int = -1, /) -> bytes:
        """The next bytes, none at the end; the first time as many as were looked at, and they must be the same."""
        given = self._stream.read(CHUNK_BYTES if self._begun else HEAD_BYTES)
        if not self._begun:
            self._begun = True
            if hashlib.sha256(given).hexdigest() != self.sha256:
                raise changed(self.file)
        self._since += len(given)
        if self._since > LONGEST_RECORD_BYTES:
            raise InputError(
                f"{self.file.name}, record {self.records + 1:,}: is longer than {LONGEST_RECORD_BYTES >> 20} MiB, so "
                "this is no file of records; ask for it again"
            )
        return given

    def taken(self) -> None:
        """A record has been read whole."""
        self.records += 1
        self._since = 0

    def passed(self) -> None:
        """What has been given is of no record."""
        self._since = 0
