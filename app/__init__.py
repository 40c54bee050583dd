"""Quotetree as a program: pages, services, store and command line."""
