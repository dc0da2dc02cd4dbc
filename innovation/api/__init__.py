"""The REST API: what is public, for other systems."""
