"""What the page of an interview shows around its words."""
