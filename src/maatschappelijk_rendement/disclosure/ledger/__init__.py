"""The ledger: what was published before, so that two reports together give nobody away."""
