"""The rooms behind dev.py. Standard library only: this code runs before anything is installed."""
