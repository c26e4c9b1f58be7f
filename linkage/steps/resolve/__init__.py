"""At most one person per event: what ranks and posterior say together, opt-outs removed, in the published table."""
