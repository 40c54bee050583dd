"""Bringing files in: each file, transcript or table, is one plan and one action, or is refused as a whole."""
