"""From records and statements to figures. Everything that shows a number reads it here."""
