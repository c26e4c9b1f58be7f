"""linkage releases rollback|approve|refuse|withdraw|clock-ahead: done to a release that is there, or said of it."""
