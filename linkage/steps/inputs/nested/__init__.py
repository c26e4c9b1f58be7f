"""Files that are no tables, XML and JSON: their records as rows, one after the other, at constant memory."""
