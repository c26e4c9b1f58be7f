"""A hospital file that was sent again: lines that an earlier file had too are rows already, and are not cut anew."""
