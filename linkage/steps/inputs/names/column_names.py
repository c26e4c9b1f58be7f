"""The names that stand in a file: the cells of its first row, or the names of its schema."""

from linkage.steps.inputs.head import Head
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.text.first_row import first_row
from linkage.steps.inputs.typed.look import parquet_names


def column_names(file: InputFile, head: Head) -> list[str]:
    """As they are written; of a text without a header what stands there instead."""
    return parquet_names(file) if head.parquet else first_row(head, file.source).cells
