"""A comparison for people: as one HTML page, and as text for a terminal."""
