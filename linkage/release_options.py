"""How the job wants its tables published."""

from linkage.config.job import Job
from linkage.keys import Key
from linkage.release.published import Options


def published_options(job: Job, key: Key) -> Options:
    """What the job asks of the published tables."""
    return Options(
        job.outputs.include_source_keys,
        key.pads("person") if job.outputs.pseudonymise_person else None,
        job.outputs.all_spells,
    )
