"""The product, set up for measurements over a database that is gone afterwards: import this before its models."""

import os
import tempfile

import django

# Removed when the program ends.
FOLDER = tempfile.TemporaryDirectory(prefix="benchmark-")

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "dashboard.settings",
    "INNOVATION_DATA_DIR": FOLDER.name,
    "INNOVATION_TODAY": "2026-12-31",
}
django.setup()
