"""Who reads and decides what of awards and selections."""
