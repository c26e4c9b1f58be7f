"""What `linkage site` does: every report there is, and pages that lead to them, in one folder."""
