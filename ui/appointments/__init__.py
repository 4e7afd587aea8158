"""One appointment: summary panel, detail page with its tabs, what can be done with it, and its printed confirmation."""
