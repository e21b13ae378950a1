"""Scans, photos and papers that prove what was recorded."""
