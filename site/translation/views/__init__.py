"""What the admin shows of translations, by screen."""
