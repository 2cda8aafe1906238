"""What browsers get beside the API: signing in and out; later, the pages."""
