"""`linkage report`: a release in words and charts, for people inside and outside."""
