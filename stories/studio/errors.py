"""What the studio answers when something cannot be done just now."""


class NotNow(Exception):
    """Somebody's change cannot be saved now. The message is a sentence for that person."""
