"""How records become figures."""
