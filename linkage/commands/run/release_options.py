"""How the job wants its tables published."""

from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.release.content.published import Options
from linkage.session.keys import Key


def published_options(job: Job, key: Key, rules: Rules | None = None) -> Options:
    """What the job asks: under pseudonyms, every key that another file holds too is hashed; `rules` are to be told."""
    hidden = job.outputs.pseudonymise_person
    return Options(
        job.outputs.include_source_keys,
        person_pads=key.pads("person") if hidden else None,
        record_pads=key.pads("record") if hidden else None,
        all_spells=job.outputs.all_spells,
        gp_practice=job.outputs.gp_practice,
        link_draws=job.outputs.link_draws,
        hospital_records=job.outputs.hospital_records,
        windows=rules.windows.words if rules else "",
    )
