"""The soil under every context: no noun of the school may appear here."""
