"""Tables of a study (CSV) read into values; what is wrong is named by row and column, all of it at once."""
