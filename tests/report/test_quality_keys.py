"""Rows set aside are told in words, whatever data set they are of."""

from linkage.report.chapters.quality_keys import DATASETS
from linkage.tables import contract


def test_every_data_set_has_words() -> None:
    """Also the lookups: a job may name any of them."""
    columns = {column.name: column for column in contract("input_file").columns}
    assert set(DATASETS) == set(columns["dataset"].values)
