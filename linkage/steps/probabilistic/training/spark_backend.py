"""Splink on a Spark session: what it puts down on the way lies with the working tables, and no jar is needed."""

from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from splink import SparkAPI

from linkage.engine.spark.files import address


class SparkBackend(SparkAPI):
    """
    Splink's way to Spark, without its functions in Java: the levels need none that Spark lacks.

    Its own way of breaking long plans needs a checkpoint folder of the whole application, which may be the user's.
    """

    def __init__(self, session: SparkSession, folder: Path) -> None:
        """Work on `session`; passing tables go into `folder`, which every machine of it reaches."""
        super().__init__(  # type: ignore[no-untyped-call]
            spark_session=session, break_lineage_method="parquet", register_udfs_automatically=False
        )
        self.folder = folder

    def _get_checkpoint_dir_path(self, spark_df: DataFrame) -> str:  # noqa: ARG002 - Splink's own name
        """Where Splink writes what it reads again."""
        return address(self.folder)
