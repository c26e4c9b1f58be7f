"""A finished world written anew in other shapes, row by row the same: as national bodies store it, and typed."""
