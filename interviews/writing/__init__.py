"""Every way in which an interview's words come in, change and are compared."""
