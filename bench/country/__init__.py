"""A made-up country: provinces with their districts, tambons, villages and authorities, and the plans of all of them."""
