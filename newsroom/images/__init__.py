"""Pictures: taken within bounds, stored without metadata, in several widths."""
