"""The commands of `quotetree`, each an argument parser and a function that answers the exit status."""
