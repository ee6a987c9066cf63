"""What the author of a rule works with: a file to begin from, schemas for editors, and the pages that tell of every rule."""
