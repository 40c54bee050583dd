"""How the tree has grown: the size of a tree, what a version of it keeps, what differs between two."""
