"""Makes the page without an install: one HTML file with Python, its packages and this one inside."""
