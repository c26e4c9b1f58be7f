"""[spark]: the session that does the work where [job] engine is "spark"."""

from typing import Annotated

from pydantic import Field, StringConstraints

from linkage.config.setting import PathText, Strict

SettingName = Annotated[str, StringConstraints(pattern=r"^spark\.[A-Za-z0-9_.\-]{1,200}$")]


class SparkTable(Strict):
    """[spark]: which session, and the folder that all of its machines reach; for engine = "spark" alone."""

    master: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = Field(
        None,
        description="Master of a session of the program's own, such as spark://HOST:7077 or local[4]. Without it: the "
        "session that is there (Databricks, a notebook, spark-submit), else one on this machine alone. A "
        "session that is there is used whatever stands here.",
    )
    config: dict[SettingName, str] = Field(
        default_factory=dict,
        description="Settings of Spark for a session of the program's own, name -> value; a session that is there "
        "keeps its own. Never a secret: a job file is no place for one.",
        examples=[{"spark.executor.memory": "8g"}],
    )
    work: PathText | None = Field(
        None,
        description="Folder for the working tables, which every machine of the session reaches under this very path; "
        "by default work/ of the output folder, which is right for a session on one machine.",
    )
