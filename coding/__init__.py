"""Quotetree's domain, pure: values and functions; no web, no database, no files of its own."""
