"""The main window around the pages: navigation, command palette, scanner, notices."""
