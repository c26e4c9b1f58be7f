"""The labels of the modality lookup, as they came: they become categories of tables, and so must be fit to be shown."""

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.words.free_text import problem
from linkage.words.names import LABELS


def check_labels(engine: Engine) -> None:
    """InputError, naming file and line and not the label, for one that may not be shown; reads modality_raw."""
    for column in LABELS:
        for label, path, line in engine.rows(f"""
            select labelled.{column}, min(file.path), min(labelled.row_number)
            from modality_raw as labelled
            join input_file as file on file.file_id = labelled.file_id
            where labelled.{column} is not null
            group by labelled.{column}, labelled.file_id
            order by 2, 3"""):
            if told := problem(str(label), is_supplied=True):
                raise InputError(f"{path}, line {line}: the column {column} {told}")
