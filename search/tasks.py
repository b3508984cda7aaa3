"""What is read in the background: the documents of a page, and trees that were moved, closed or opened."""

from __future__ import annotations

from django_tasks import task

from . import documents, keeping


@task()
def read_documents(page_ids: list[int], document_ids: list[int]) -> None:
    """Let the documents be found that these pages carry, and those of ``document_ids`` that another page carries."""
    documents.read([*documents.carried_by(page_ids), *document_ids])


@task()
def read_tree(page_ids: list[int]) -> None:
    """Read the pages anew with their documents."""
    for chunk in keeping.renew_all(page_ids):
        documents.read(documents.carried_by(chunk))
