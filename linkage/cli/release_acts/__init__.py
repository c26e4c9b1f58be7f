"""linkage releases rollback|approve|refuse|withdraw|clock-ahead: what is done to a release that is there, or said of it."""
