"""What the journal says of a published release."""

from linkage.release.record.manifest import Manifest


def journal_facts(manifest: Manifest, sha256: str) -> dict[str, str]:
    """What the journal says of a published release; `sha256` is the digest of its manifest.json."""
    return {"month": manifest.month, "at": manifest.finished.isoformat(), "manifest_sha256": sha256}
