"""What settings and judging make of the added gate; run as a process of its own in a folder."""

import json
import sys

import linkage
from linkage.config.gates import GatesTable
from linkage.config.job import Job
from linkage.gates.every import GATES
from linkage.gates.limits import limits

if __name__ == "__main__":
    table = GatesTable.model_validate({"max_review_share": 0.1})
    told = {
        "program": linkage.__file__,
        "names": [gate.name for gate in GATES],
        "schema": Job.model_json_schema()["$defs"]["GatesTable"]["properties"]["max_review_share"],
        "usual": [one.told for one in limits(GatesTable()) if one.gate.name == "max_review_share"],
        "own": [one.told for one in limits(table) if one.gate.name == "max_review_share"],
    }
    sys.stdout.write(json.dumps(told))
