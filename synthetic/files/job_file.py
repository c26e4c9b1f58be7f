"""The job file of a world, ready to run."""

from ..settings import WorldSettings

JOB = """\
[job]
name = "demo"
output = "out"

[did]
layout = "{did}"
paths = ["did/*.{ending}"]
{replace}
[hes.apc]
paths = ["hes/HES_APC_*.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.op]
paths = ["hes/HES_OP_*.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.{care}]
paths = ["hes/HES_{CARE}_*.txt"]
person_id = "TOKEN_PERSON_ID"

[deaths]
paths = ["lookups/deaths.csv"]
person_id = "TOKEN_PERSON_ID"

[lookups.postcode_directory]
paths = ["lookups/postcode_directory.csv"]

[lookups.modality]
paths = ["lookups/modality.csv"]

{sites}[linkage]
profile = "hes_did"
model = "models/hes_did.json"
target_false_match_rate = 0.004
"""

EVERYBODY = """\
all_spells = true # hospital records of everybody, for rates over stays and attendances
"""

ROWS = """\
replace = "rows" # the last file of a world has late and corrected rows alone
"""

SITES = """\
[lookups.sites]
paths = ["lookups/sites.csv"]

"""


def job_text(settings: WorldSettings) -> str:
    """The job file of a world."""
    care = settings.emergency_care
    text = JOB.replace("{care}", care).replace("{CARE}", care.upper())
    did, ending = settings.did_layout, settings.did_layout.rpartition("_")[2]
    text = text.replace("{did}", did).replace("{ending}", ending)
    text = text.replace("{replace}", ROWS if did.startswith("did_v2") else "")
    rule = f'disclosure = "{settings.disclosure}"\n' if settings.disclosure else ""
    if outputs := (EVERYBODY if settings.all_spells else "") + rule:
        text += f"\n[outputs]\n{outputs}"
    return text.replace("{sites}", SITES if settings.new_site_codes or settings.merged_trusts else "")
