"""How figures are worded."""
