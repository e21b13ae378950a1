"""Every write to awards and selections."""
