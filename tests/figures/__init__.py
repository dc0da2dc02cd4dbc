"""The figures of the source document, from the records to the page and the API."""
