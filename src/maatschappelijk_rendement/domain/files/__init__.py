"""Files: read whole and bounded, TOML with every problem at once, a folder held, a stop in between."""
