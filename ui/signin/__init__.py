"""The sign-in page: the first thing painted, before anything heavy is imported."""
