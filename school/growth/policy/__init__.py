"""A portfolio is its owner's. The office reads what was handed in and what follows from it."""
