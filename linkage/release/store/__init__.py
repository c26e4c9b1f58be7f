"""An object store in which releases are published: few calls of it, and what is kept under which key."""
