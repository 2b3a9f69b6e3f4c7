"""How languages write dates and numbers that Django has no forms for."""
