"""Where everything in the pictures of a report stands, in pixels, and what each says in words; the templates draw them."""
