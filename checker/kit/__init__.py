"""What a body is sent before a round: its blank form, the rules that it is checked by, the day, and how to check itself."""
