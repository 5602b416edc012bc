"""The rule once more, in the database itself, for SQL that no guard sees.

PostgreSQL: `live`, `live_revision_id`, `alias_of_id` and every content column of a live row change only in
a transaction that names a valid release of that object; released revisions and releases are frozen.
SQLite: the same for `live`, and for released revisions. On both, the rows of registered records never
change. Made anew after each migrate, so that new models and columns are covered.
"""

from django.apps import apps
from django.db import connection
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page

from publishing import append_only, registry
from publishing.comparing import FREE_FIELDS
from publishing.models import ContentRewrite, Manifest, Release
from publishing.naming import SETTING

PREFIX = "publishing_guard"


def free_columns(model: type[Model]) -> list[str]:
    """Return the columns of `model` that may change on a live row at any time."""
    return sorted({str(field.column) for field in model._meta.local_concrete_fields if field.name in FREE_FIELDS})


def draftable_roots() -> list[type[Model]]:
    """Return the models whose table holds the `live` column: pages, and each draftable snippet."""
    roots: list[type[Model]] = [Page]
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.proxy:
            roots.append(model)
    return roots


def page_types() -> list[type[Model]]:
    """Return the concrete page types, each of which has a table of its own beside the page table."""
    return [
        model for model in apps.get_models() if issubclass(model, Page) and model is not Page and not model._meta.proxy
    ]


def inlines() -> list[tuple[type[Model], str, type[Model]]]:
    """Return the models that are saved with a draftable parent, each with its parent column and type."""
    found: list[tuple[type[Model], str, type[Model]]] = []
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, ParentalKey) and issubclass(field.related_model, DraftStateMixin):
                found.append((model, field.column, field.related_model))
    return found


def install() -> None:
    """Drop the triggers and make them again from the models as they are now."""
    if connection.vendor == "postgresql":
        _install_postgresql()
    elif connection.vendor == "sqlite":
        _install_sqlite()


def remove() -> None:
    """Drop the triggers on SQLite, which cannot rebuild a table while a trigger speaks of it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in installed():
                cursor.execute(f"DROP TRIGGER {_quote(name)}")


def installed() -> list[str]:
    """Return the names of our triggers that the database has now."""
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        sql = "SELECT DISTINCT tgname FROM pg_trigger WHERE tgname LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [PREFIX + "%"])
        return [name for (name,) in cursor.fetchall()]


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)


def _text_array(values: list[str]) -> str:
    return "ARRAY[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]::text[]"


def _has_table(model: type[Model]) -> bool:
    return model._meta.db_table in connection.introspection.table_names()


REFUSAL = "Told Together: only a released version may be public"

POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION {PREFIX}_named(app text, model_name text, ids text[], revision bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM {{release}} r JOIN django_content_type c ON c.id = r.content_type_id
    WHERE r.id::text = current_setting('{SETTING}', true) AND r.state = 'valid' AND r.audience = 'public'
      AND c.app_label = app AND c.model = model_name AND r.object_id = ANY (ids)
      AND (revision IS NULL OR r.revision_id = revision)
  )
$$;
CREATE OR REPLACE FUNCTION {PREFIX}_root() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := TG_ARGV[2]::text[];
  source text := to_jsonb(NEW) ->> 'alias_of_id';
BEGIN
  IF NOT NEW.live THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.live AND (to_jsonb(NEW) - free) = (to_jsonb(OLD) - free) THEN RETURN NEW; END IF;
  IF source IS NOT NULL THEN
    IF {PREFIX}_named(TG_ARGV[0], TG_ARGV[1], ARRAY[source], NULL) THEN RETURN NEW; END IF;
  ELSIF NEW.live_revision_id IS NOT NULL
    AND {PREFIX}_named(TG_ARGV[0], TG_ARGV[1], ARRAY[NEW.id::text], NEW.live_revision_id) THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := TG_ARGV[4]::text[];
  row_now jsonb; row_before jsonb; parent text; is_live boolean; source text;
BEGIN
  IF TG_OP <> 'DELETE' THEN row_now := to_jsonb(NEW); END IF;
  IF TG_OP <> 'INSERT' THEN row_before := to_jsonb(OLD); END IF;
  IF TG_OP = 'UPDATE' AND (row_now - free) = (row_before - free) THEN RETURN NEW; END IF;
  parent := coalesce(row_now, row_before) ->> TG_ARGV[3];
  EXECUTE format('SELECT live, to_jsonb(t) ->> ''alias_of_id'' FROM %I t WHERE id = $1', TG_ARGV[2])
    INTO is_live, source USING parent::bigint;
  IF is_live AND NOT {PREFIX}_named(TG_ARGV[0], TG_ARGV[1], ARRAY[parent, source], NULL) THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.content IS DISTINCT FROM OLD.content
    AND EXISTS (SELECT 1 FROM {{release}} r WHERE r.revision_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM {{rewrite}} w WHERE w.revision_id = OLD.id AND NOT w.done) THEN
    RAISE EXCEPTION 'Told Together: a released version keeps its words' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.state IN ('revoked', 'replaced') AND NEW.state NOT IN (OLD.state, 'revoked'))
    OR (NEW.revision_id IS DISTINCT FROM OLD.revision_id AND NEW.revision_id IS NOT NULL)
    OR (to_jsonb(NEW) - ARRAY['state', 'revision_id']) <> (to_jsonb(OLD) - ARRAY['state', 'revision_id']) THEN
    RAISE EXCEPTION 'Told Together: a release is a record' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_blanked(before jsonb, after jsonb)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF before = after OR (jsonb_typeof(before) = 'string' AND after = '""'::jsonb) THEN RETURN true; END IF;
  IF jsonb_typeof(before) <> jsonb_typeof(after) THEN RETURN false; END IF;
  IF jsonb_typeof(before) = 'object' THEN
    RETURN NOT EXISTS (
      SELECT 1 FROM jsonb_each(before) b FULL JOIN jsonb_each(after) a USING (key)
      WHERE b.value IS NULL OR a.value IS NULL OR NOT {PREFIX}_blanked(b.value, a.value));
  ELSIF jsonb_typeof(before) = 'array' THEN
    RETURN jsonb_array_length(before) = jsonb_array_length(after) AND NOT EXISTS (
      SELECT 1 FROM generate_series(0, jsonb_array_length(before) - 1) i
      WHERE NOT {PREFIX}_blanked(before -> i, after -> i));
  END IF;
  RETURN false;
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_manifest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.release_id <> OLD.release_id
    OR NOT {PREFIX}_blanked(OLD.body::jsonb, NEW.body::jsonb) THEN
    RAISE EXCEPTION 'Told Together: what was frozen stays' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def _install_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", [PREFIX + "%"])
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {_quote(name)} ON {table}")
        cursor.execute(
            POSTGRESQL_FUNCTIONS.format(
                release=_quote(Release._meta.db_table), rewrite=_quote(ContentRewrite._meta.db_table)
            )
        )
        cursor.execute(append_only.postgresql(PREFIX))
        for model, _fixed, may_empty in registry.append_only:
            if _has_table(model):
                cursor.execute(append_only.postgresql_trigger(PREFIX, model, may_empty))
        for model in filter(_has_table, draftable_roots()):
            meta = model._meta
            free = "{" + ",".join(free_columns(model)) + "}"
            cursor.execute(
                f"CREATE TRIGGER {PREFIX}_root BEFORE INSERT OR UPDATE ON {_quote(meta.db_table)} FOR EACH ROW "
                f"EXECUTE FUNCTION {PREFIX}_root('{meta.app_label}', '{meta.model_name}', '{free}')"
            )
        parts = [(model, model._meta.pk.column, Page) for model in page_types()] + [
            (model, column, Page if issubclass(parent, Page) else parent) for model, column, parent in inlines()
        ]
        for model, column, root in parts:
            if not _has_table(model):
                continue
            free = "{" + ",".join(free_columns(model)) + "}"
            root_meta = root._meta
            events = "INSERT OR UPDATE" if issubclass(model, Page) else "INSERT OR UPDATE OR DELETE"
            cursor.execute(
                f"CREATE TRIGGER {PREFIX}_part BEFORE {events} ON {_quote(model._meta.db_table)} FOR EACH ROW "
                f"EXECUTE FUNCTION {PREFIX}_part('{root_meta.app_label}', '{root_meta.model_name}', "
                f"'{root_meta.db_table}', '{column}', '{free}')"
            )
        for table, name, events in (
            ("wagtailcore_revision", "revision", "UPDATE"),
            (Release._meta.db_table, "release", "UPDATE OR DELETE"),
            (Manifest._meta.db_table, "manifest", "UPDATE OR DELETE"),
        ):
            cursor.execute(
                f"CREATE TRIGGER {PREFIX}_{name} BEFORE {events} ON {_quote(table)} FOR EACH ROW "
                f"EXECUTE FUNCTION {PREFIX}_{name}()"
            )


def _install_sqlite() -> None:
    release = _quote(Release._meta.db_table)
    remove()
    with connection.cursor() as cursor:
        for model in filter(_has_table, draftable_roots()):
            for event in ("INSERT", "UPDATE"):
                cursor.execute(_sqlite_live_trigger(model, event, release))
        for model, fixed, may_empty in registry.append_only:
            if _has_table(model):
                cursor.execute(append_only.sqlite_trigger(PREFIX, model, fixed, may_empty))
        cursor.execute(
            f"CREATE TRIGGER {PREFIX}_revision BEFORE UPDATE OF content ON wagtailcore_revision "
            f"WHEN NEW.content IS NOT OLD.content "
            f"AND EXISTS (SELECT 1 FROM {release} r WHERE r.revision_id = OLD.id) "
            f"AND NOT EXISTS (SELECT 1 FROM {_quote(ContentRewrite._meta.db_table)} w "
            f"WHERE w.revision_id = OLD.id AND NOT w.done) "
            f"BEGIN SELECT RAISE(ABORT, 'Told Together: a released version keeps its words'); END"
        )


def _sqlite_live_trigger(model: type[Model], event: str, release: str) -> str:
    meta = model._meta
    has_alias = any(field.name == "alias_of" for field in meta.local_fields)
    columns = ["live", "live_revision_id"] + (["alias_of_id"] if has_alias else [])
    became = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    of_this_type = (
        f"SELECT 1 FROM {release} r JOIN django_content_type c ON c.id = r.content_type_id "
        f"WHERE r.state = 'valid' AND r.audience = 'public' "
        f"AND c.app_label = '{meta.app_label}' AND c.model = '{meta.model_name}' AND "
    )
    same_object = f"r.object_id = CAST(NEW.{meta.pk.column} AS TEXT)"
    own = f"EXISTS ({of_this_type} {same_object} AND r.revision_id = NEW.live_revision_id)"
    followed = f"EXISTS ({of_this_type} r.object_id = CAST(NEW.alias_of_id AS TEXT))"
    allowed = (
        f"(NEW.alias_of_id IS NULL AND {own}) OR (NEW.alias_of_id IS NOT NULL AND {followed})" if has_alias else own
    )
    when = "NEW.live" if event == "INSERT" else f"NEW.live AND ({became})"
    of = f" OF {', '.join(columns)}" if event == "UPDATE" else ""
    return (
        f"CREATE TRIGGER {PREFIX}_{meta.db_table}_{event.lower()} BEFORE {event}{of} ON {_quote(meta.db_table)} "
        f"WHEN {when} AND NOT ({allowed}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
