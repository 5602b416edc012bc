"""The database's own guards, one kind after the other."""

from tests.mutations.changes import NOT_LISTED_AS_GONE, Line, Trigger
from tests.mutations.mutation import POSTGRESQL, Mutation, road

LINES = "tests/publishing/test_other_shapes.py::test_a_line_of_a_live_page_changes_only_through_the_gate"

MUTATIONS = (
    Mutation(
        "sqlite_live",
        "SQLite lets any SQL switch a row to live.",
        (Trigger("root"), NOT_LISTED_AS_GONE),
        (
            *road("draft", "code_queryset_live", "code_bulk_create", "sql_page_live", "sql_page_insert"),
            *road("draft", "code_queryset_live_with_other_release"),
            *road("live, newer draft", "sql_page_live_revision"),
        ),
    ),
    Mutation(
        "sqlite_revision",
        "SQLite lets SQL change the words of a released version.",
        (Trigger("revision"), NOT_LISTED_AS_GONE),
        road("live", "sql_revision"),
    ),
    Mutation(
        "postgresql_pages_and_snippets",
        "PostgreSQL lets any SQL change a live row in the page table, or in a snippet's.",
        (Trigger("root"), NOT_LISTED_AS_GONE),
        (
            *road("draft", "code_queryset_live", "code_queryset_alias_of", "sql_page_live", "sql_page_insert"),
            *road("live", "code_queryset_title", "sql_page_title"),
            "tests/publishing/test_other_shapes.py::test_no_road_makes_a_snippet_public[sql_live]",
        ),
        POSTGRESQL,
    ),
    Mutation(
        "postgresql_page_types_and_their_rows",
        "PostgreSQL lets any SQL change a live row in a page type's table, or rows that belong to it.",
        (Trigger("part"), NOT_LISTED_AS_GONE),
        (
            *road("live", "code_queryset_field", "sql_story"),
            *(
                f"{LINES}[{name}]"
                for name in ("line_save", "line_create", "line_delete", "line_sql", "line_moved_here")
            ),
        ),
        POSTGRESQL,
    ),
    Mutation(
        "postgresql_revision",
        "PostgreSQL lets SQL change the words of a released version.",
        (Trigger("revision"), NOT_LISTED_AS_GONE),
        road("live", "sql_revision"),
        POSTGRESQL,
    ),
    Mutation(
        "postgresql_release",
        "PostgreSQL lets SQL change or delete a release.",
        (Trigger("release"), NOT_LISTED_AS_GONE),
        (*road("live", "sql_release_digest"), *road("live, newer draft", "sql_release")),
        POSTGRESQL,
    ),
    Mutation(
        "postgresql_manifest",
        "PostgreSQL lets SQL change or delete what was frozen with a release.",
        (Trigger("manifest"), NOT_LISTED_AS_GONE),
        road("live", "sql_manifest", "sql_manifest_blanked", "sql_manifest_delete"),
        POSTGRESQL,
    ),
    Mutation(
        "audit_live_rows",
        "The audit does not hold live rows against their releases.",
        (
            Line(
                "publishing.audit._live_objects",
                "yield from Page.objects.filter(live=True,",
                "yield from Page.objects.filter(live=None,",
            ),
        ),
        road("live", "sql_page_title", "sql_story", "sql_release_delete"),
    ),
    Mutation(
        "audit_manifests",
        "The audit does not look at what was frozen with a release.",
        (
            Line(
                "publishing.audit.audit_public",
                "if manifest is None:",
                "if True:\n            continue\n        if manifest is None:",
            ),
        ),
        road("live", "sql_manifest", "sql_manifest_blanked", "sql_manifest_delete"),
    ),
    Mutation(
        "audit_files",
        "The audit does not compare files with what was frozen of them.",
        (Line("publishing.audit._files_differ", "if frozen is None or release.revision is None:", "if True:"),),
        ("tests/files/test_places.py::test_a_file_changed_quietly_does_not_reach_the_public_and_the_audit_sees_it",),
    ),
)
