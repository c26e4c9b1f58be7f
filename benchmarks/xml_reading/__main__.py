"""
What it costs to read imaging files in other layouts than text: `python -m benchmarks.xml_reading --work DIR`.

The same made-up records as text of version 1, as XML of version 1, and as JSON of version 2, each read into its raw
table by a process of its own with one thread and 128 MB for the database: seconds, and peak memory.
"""

import sys

from benchmarks import machine, options
from benchmarks.process import Told, apart
from benchmarks.table import markdown, write
from benchmarks.xml_reading.files import written
from benchmarks.xml_reading.read_file import read

SIZES = (100_000, 1_000_000)
MEBIBYTE = 1 << 20


def line(records: int, layout: str, size: int, told: Told[dict[str, float]], text: float) -> list[str]:
    """One layout at one size, beside text."""
    return [
        f"{layout}, {records:,}",
        f"{size / MEBIBYTE:,.0f}",
        f"{told.answer['rows']:,}",
        f"{told.seconds:.1f}",
        f"{told.answer['cpu']:.1f}",
        f"{told.answer['cpu'] / text:.1f}",
        f"{told.answer['bytes'] / MEBIBYTE:,.0f}",
    ]


def main(arguments: list[str]) -> None:
    """Print the table; the ratio is of seconds of processor, which other work on the machine does not change."""
    asked = options.parsed(arguments, "benchmarks.xml_reading", __doc__, "2 GB", sizes=SIZES)
    write([machine.described()])
    for records in asked.sizes:
        paths = written(asked.work, records)
        told = {layout: apart(read, str(path), layout) for layout, path in paths.items()}
        text = told["did_v1_csv"].answer["cpu"]
        rows = [
            line(records, layout, paths[layout].stat().st_size, found, text) for layout, found in told.items()
        ]
        header = ("layout, records", "MiB", "rows", "seconds", "of processor", "times text", "peak MiB")
        write(["", markdown(header, rows)])


if __name__ == "__main__":
    main(sys.argv[1:])
