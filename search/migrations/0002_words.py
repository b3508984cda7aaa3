"""Where the words of entries lie (``search.index``): columns on PostgreSQL, a full-text table on SQLite.

On SQLite Django alters a table by copying it, which drops its triggers: a later migration that alters ``search_entry``
has to run ``keep_words`` again.
"""

from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN title_words tsvector, ADD COLUMN words tsvector",
    # Without the list of pending words, which whoever finds it full would have to sort in.
    "CREATE INDEX search_entry_title_words ON search_entry USING gin (title_words) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_entry DROP COLUMN title_words, DROP COLUMN words",)
SQLITE = (
    # The words are roots already; this tokenizer leaves letters beyond ASCII alone.
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, marks, tokenize = \"ascii tokenchars '_'\")",
    "CREATE TRIGGER search_words_go AFTER DELETE ON search_entry "
    "BEGIN DELETE FROM search_words WHERE rowid = old.key; END",
)
SQLITE_BACK = ("DROP TRIGGER search_words_go", "DROP TABLE search_words")


def keep_words(apps, schema_editor):
    run(schema_editor, POSTGRESQL, SQLITE)


def forget_words(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def run(schema_editor, postgresql, sqlite):
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(keep_words, forget_words)]
