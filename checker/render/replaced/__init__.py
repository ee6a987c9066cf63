"""What a draft does to the plans of a round, for people: as one HTML page, and as text for a terminal."""
