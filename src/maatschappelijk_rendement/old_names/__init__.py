"""Names that modules had before they went to a room. Each works for one version more."""
