"""linkage releases rollback|approve|refuse|withdraw: what is done to a release that is there, or said of it."""
