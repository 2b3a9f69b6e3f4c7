"""Lists of interviews, a slice at a time, and the feeds and sitemaps made of them."""
