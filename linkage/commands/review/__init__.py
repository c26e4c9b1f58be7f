"""`linkage review`: a sample for people to judge, and what their answers come to."""
