"""Every mutation by its name."""

from tests.mutations import (
    audiences,
    backups,
    doors,
    facets,
    gates,
    papers,
    questions,
    reading,
    rows_written,
    stores,
    training,
    translations,
    triggers,
    uploads,
    videos,
    workflow,
    workshops,
)
from tests.mutations.everything import ALL_BUT_THE_AUDIT, EVERYTHING
from tests.mutations.mutation import Mutation

MUTATIONS: tuple[Mutation, ...] = (
    *rows_written.MUTATIONS,
    *triggers.MUTATIONS,
    *gates.MUTATIONS,
    *audiences.MUTATIONS,
    *questions.MUTATIONS,
    *workflow.MUTATIONS,
    *reading.MUTATIONS,
    *facets.MUTATIONS,
    *doors.MUTATIONS,
    *stores.MUTATIONS,
    *uploads.MUTATIONS,
    *videos.MUTATIONS,
    *backups.MUTATIONS,
    *workshops.MUTATIONS,
    *papers.MUTATIONS,
    *training.MUTATIONS,
    *translations.MUTATIONS,
)


def find_mutation(name: str) -> Mutation:
    """Return the mutation of this name."""
    return next(mutation for mutation in (*MUTATIONS, EVERYTHING, ALL_BUT_THE_AUDIT) if mutation.name == name)
