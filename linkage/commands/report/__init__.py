"""`linkage report`: a release told to people, inside and outside."""
