"""The lists of appointments by status: searched, narrowed, sorted, and read page by page."""
