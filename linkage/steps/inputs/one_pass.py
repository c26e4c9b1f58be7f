"""One pass over a file: its rows as Arrow batches, and what stopped them."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar

import pyarrow as pa

from linkage.errors import InputError
from linkage.steps.inputs.digest import Digested
from linkage.steps.inputs.problem import changed, has_changed, in_words
from linkage.steps.inputs.source import InputFile

Given = TypeVar("Given")


class OnePass:
    """
    The rows of a file as a stream of `schema`, which can be read once.

    Reading stops at the first fault of the file, which `refuse_if_broken` then raises: an error inside a stream would
    reach the caller as the database's own. A file whose bytes are not those of its digest is such a fault.
    """

    def __init__(self, file: InputFile, schema: pa.Schema, sha256: str | None) -> None:
        """`sha256` is the digest of the file if the run began with one."""
        self.file = file
        self.schema = schema
        self.sha256 = sha256
        self.rows = 0
        """Rows given so far; of a text those behind its header."""
        self.is_ended = True
        """Whether all that was given had its end; a text without the last, or with a hole, may be half a copy."""
        self.broken: InputError | None = None

    def reader(self) -> pa.RecordBatchReader:
        """The stream."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches())

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The batches, which end at the first fault."""
        raise NotImplementedError

    def refuse_if_broken(self) -> None:
        """Raise what stopped the stream, if anything did."""
        if self.broken is not None:
            raise self.broken

    def digested(self, given: Callable[[Digested], Iterator[Given]]) -> Iterator[Given]:
        """What `given` makes of the bytes of the file, which are digested as they are read; a fault ends it."""
        name = self.file.name
        try:
            with self.file.path.open("rb") as opened:
                read = Digested(opened)
                yield from given(read)
                if self.sha256 is not None and read.sha256() != self.sha256:
                    raise changed(self.file)
        except EOFError:
            fault = InputError(f"{name}: the compressed data end too early; copy the file again")
        except (zlib.error, gzip.BadGzipFile):
            fault = InputError(f"{name}: the compressed data are damaged; copy the file again")
        except OSError as problem:
            fault = InputError(f"{name}: {in_words(problem)}")
        except InputError as problem:
            fault = problem
        else:
            return
        self.broken = changed(self.file) if has_changed(self.file, self.sha256) else fault
