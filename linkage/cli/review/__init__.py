"""linkage review ... JOB: what people say of single events."""
