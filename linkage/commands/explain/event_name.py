"""Which event a user means: by its event_id, or by the site and accession number it was submitted under."""

import re

from linkage.config.job import Job
from linkage.errors import ConfigError
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key

EVENT_ID = re.compile(r"[0-9a-fA-F]{32}")


def event_id_of(job: Job, layout: Layout, manifest: Manifest, event: str, around: Surroundings) -> str:
    """The event_id of an event named in either way; ConfigError when it is not, or without the job's key."""
    named = EVENT_ID.fullmatch(event.strip())
    return named[0].lower() if named else named_event_id(job, layout, manifest, event, around)


def named_event_id(job: Job, layout: Layout, manifest: Manifest, event: str, around: Surroundings) -> str:
    """The event_id of SITE/ACCESSION under the job's key; ConfigError when it is not written so, or without the key."""
    site, slash, accession = event.partition("/")
    if not (slash and site.strip() and accession.strip() and is_text(event)):
        raise ConfigError("name the event by its event_id (32 hexadecimal digits), or as SITE/ACCESSION")
    key = existing_key(job, layout, around.environment)
    if key.key_id != manifest.key_id:
        raise ConfigError(
            f"the pseudonym key is not the one of release {manifest.release}; put the right one back, or name the "
            "event by its event_id"
        )
    text = f"{site.strip().upper()}\x1f{accession.strip().upper()}"
    return key.digest("event", text)[:32]


def is_text(written: str) -> bool:
    """Whether what was typed is text: bytes of another encoding come as halves of characters."""
    return not any("\ud800" <= letter <= "\udfff" for letter in written)
