"""From a submitted file to a draft: rows as written, each value with its place."""
