"""The end of a run as the cache sees it: what it used is noted, and what nobody uses any more goes."""

from linkage.cache.cache import Cache
from linkage.cache.uses import remove_earlier_index, tidy
from linkage.config.job import Job
from linkage.session.run_inputs import Inputs


def tidy_cache(job: Job, inputs: Inputs) -> None:
    """Only for the holder of the lock, when all is published. A run that read nothing changes nothing."""
    cache, keep = inputs.cache, job.cache.keep_editions
    if cache is None:
        tidy(Cache(inputs.layout.cache, inputs.warn), 0)
    elif cache.used:
        tidy(cache, keep)
        remove_earlier_index(inputs.layout.state)
