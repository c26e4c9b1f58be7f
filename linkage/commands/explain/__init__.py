"""`linkage explain`: why one event is linked or not."""
