"""From files as they came to rows of text, each accepted or set aside with a reason."""
