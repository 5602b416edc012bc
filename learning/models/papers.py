"""What is made of training for people to keep: handouts as PDFs."""

from django.db import models

from files.made_later import MadeLater
from files.storage import random_name


def paper_path(instance: "Paper", filename: str) -> str:
    """Where a paper is kept."""
    return random_name(filename)


class Paper(MadeLater):
    """One paper of a page, made of exactly what is public: the page asks anew each time whether that is still so.

    It has no foreign key: where a page is deleted, the row stays until its file is gone.
    """

    page_number = models.PositiveBigIntegerField()
    # Which paper of that page: see handouts.Wanted.
    code = models.CharField(max_length=80)
    # The numbers of all pages whose words are in it, as /3/14/15/.
    holds = models.TextField()
    file = models.FileField(upload_to=paper_path, blank=True, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    # How many of its parts are there, and how many it will have.
    done = models.PositiveSmallIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=1)

    known_by = ("page_number", "code", "made_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page_number", "code", "made_from"], name="one_paper_of_each_version")
        ]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.code} of page {self.page_number}"
