"""One call for each thing a person does; each is one named action."""
