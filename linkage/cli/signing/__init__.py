"""linkage releases approve|refuse|withdraw: what people say of a release, kept for ever."""
