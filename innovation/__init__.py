"""The domain: what the bureau keeps and what it means. It knows nothing of pages."""
