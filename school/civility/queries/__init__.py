"""What the ledger and the catalogue say, as pages and other contexts need it."""
