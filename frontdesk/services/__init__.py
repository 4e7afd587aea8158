"""One module for each area, one method for each thing a person does; each is one transaction."""
