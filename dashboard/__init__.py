"""The site: settings, addresses and pages. It may import ``innovation``, never the reverse."""
