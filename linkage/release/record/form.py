"""The form of a release: what every month of it must share."""

from linkage.release.record.part import ManifestPart


class Form(ManifestPart):
    """What must be the same in every month of a release, or its rows could not be joined or safely shared."""

    key_id: str
    include_source_keys: bool
    pseudonymise_person: bool
    pseudonymised: tuple[str, ...] = ()
