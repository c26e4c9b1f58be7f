"""What version 0.1.0 said a month was made from, in the terms of today, where that can be proved."""

from collections.abc import Mapping

from linkage.commands.run.month_fingerprint import lists_digest, located_job_digest, opt_outs_digest
from linkage.config.job import Job
from linkage.release.record.manifest import Manifest
from linkage.session.keys import Key
from linkage.session.workspace import Lists

OPT_OUTS = "opt_outs"
LOOKUPS = "lookups"
"""What fingerprints have had since their digest of the job leaves out where files lie."""
NOT_PROVED = "not proved"
"""No digest: it differs from every one."""


def in_terms_of_today(
    previous: Manifest | None, month: str, job: Job, supplied: Lists, key: Key, now: Mapping[str, str]
) -> Manifest | None:
    """
    `previous`, with the fingerprint of `month` as today's program would have written it.

    Version 0.1.0 digested both lists as one, and the place of the opt-out list with the settings. Equal digests prove
    what was there; without an ignore list, only the opt-outs can differ. What cannot be proved stays different.
    """
    if previous is None or month not in previous.fingerprints:
        return previous
    before = previous.fingerprints[month]
    if LOOKUPS in before:
        return previous
    proved = dict(before)
    unlisted = job.model_copy(update={"opt_outs": None})
    if before.get("job") in {located_job_digest(one, key) for one in (job, unlisted)}:
        proved["job"] = now["job"]
    if OPT_OUTS in before:
        return with_fingerprint(previous, month, proved)
    proved[OPT_OUTS] = NOT_PROVED
    if before.get("lists") == lists_digest(supplied.ignored_postcodes, supplied.opted_out_numbers, key):
        proved |= {"lists": now["lists"], OPT_OUTS: now[OPT_OUTS]}
    elif before.get("lists") == now["lists"]:
        proved[OPT_OUTS] = opt_outs_digest((), key)
    elif proved.get("job") == now["job"] and not job.linkage.ignore_postcodes:
        proved["lists"] = now["lists"]
    return with_fingerprint(previous, month, proved)


def with_fingerprint(manifest: Manifest, month: str, fingerprint: Mapping[str, str]) -> Manifest:
    """The manifest with another fingerprint of one month."""
    return manifest.model_copy(update={"fingerprints": {**manifest.fingerprints, month: dict(fingerprint)}})
