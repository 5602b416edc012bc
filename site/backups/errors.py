"""Why a backup was not made or not brought back, in a sentence for whoever runs the site."""


class BackupFailed(Exception):
    """Its words say what happened, what is safe and what to do next. They hold no name of a person."""
