"""HTTP: from a request to one service call or reads, and to a page or part."""
