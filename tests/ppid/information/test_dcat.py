"""The catalogue for portals that gather open data: read as CKAN reads it, both ways, and holding nothing else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from ckanext.dcat.converters import dcat_to_ckan
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace, URIRef
from wagtail.models import PageViewRestriction, Site

from portal.core.models import AgencyIdentity
from ppid.information.catalogue import dcat
from ppid.information.models import InformationPage

from .catalogue_pages import add_file, make_page

pytestmark = pytest.mark.django_db
ADDRESS = "/data.json"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
MOMENT = dt.datetime(2026, 3, 14, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def agency():
    return AgencyIdentity.objects.create(
        site=Site.objects.get(), name="Dinas Contoh", short_name="Dinas", email="ppid@contoh.invalid"
    )


def document(address: str = ADDRESS) -> dict:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def graph_of(told: dict) -> Graph:
    """As ``dcat_rdf`` has it; the context is fetched from where the document says."""
    context = json.loads(Client().get(told["@context"].removeprefix("http://testserver")).content)
    return Graph().parse(data=json.dumps(told | context), format="json-ld")


@pytest.fixture
def page(agency, periodic, catalogue):
    page = make_page(
        periodic,
        1,
        "Laporan </script> kinerja",
        responsible="Contoh Nama Orang",
        first_published_at=MOMENT,
        last_published_at=MOMENT + dt.timedelta(days=2),
        period_start=dt.date(2025, 1, 1),
        period_end=dt.date(2025, 12, 31),
    )
    page.tags.add("kinerja", "laporan")
    page.save()
    file = add_file(page, "Laporan 2025").document
    file.file_size = file.file.size
    file.save()
    add_file(page, "Laporan 2025, lama", replaced_on=dt.date(2026, 3, 15))
    return page


def test_ckans_own_converter_makes_a_dataset_of_it(page):
    [told] = document()["dataset"]
    made = dcat_to_ckan(told)

    assert made["title"] == page.title
    assert made["notes"] == page.summary
    assert made["url"] == page.full_url
    assert {tag["name"] for tag in made["tags"]} == {"kinerja", "laporan", "Informasi berkala"}
    extras = {extra["key"]: extra["value"] for extra in made["extras"]}
    assert extras == {
        "dcat_issued": "2026-03-14T09:00:00+08:00",
        "dcat_modified": "2026-03-16T09:00:00+08:00",
        "guid": f"urn:uuid:{page.translation_key}",
        "dcat_publisher_name": "Dinas Contoh",
        "dcat_creator_name": "Bidang Pencegahan Penyakit",
        "language": "id",
    }
    [resource] = made["resources"]
    assert (resource["name"], resource["format"]) == ("Laporan 2025", "PDF")
    answer = Client().get(resource["url"].removeprefix("http://testserver"))
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) == resource["size"]


def test_it_is_dcat_to_who_reads_json_ld(page):
    graph = graph_of(document())

    catalogue, dataset = URIRef("http://testserver/data.json"), URIRef(f"urn:uuid:{page.translation_key}")
    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    assert (catalogue, DCAT.dataset, dataset) in graph
    assert (dataset, RDF.type, DCAT.Dataset) in graph
    assert str(graph.value(dataset, DCTERMS.title)) == page.title
    assert graph.value(dataset, DCTERMS.modified).toPython() == page.last_published_at
    assert graph.value(dataset, DCAT.landingPage) == URIRef(page.full_url)
    assert str(graph.value(graph.value(dataset, DCTERMS.publisher), FOAF.name)) == "Dinas Contoh"
    assert graph.value(dataset, DCAT.contactPoint) is not None
    [distribution] = graph.objects(dataset, DCAT.distribution)
    assert (distribution, RDF.type, DCAT.Distribution) in graph
    assert str(graph.value(distribution, DCAT.mediaType)) == "application/pdf"
    # Each key means something: none was lost on the way.
    assert {str(key) for key in dcat.CONTEXT} >= set(document()["dataset"][0]) - {"@id", "@type"}


def test_it_holds_what_dcat_us_asks_of_a_catalogue_that_is_not_federal(page):
    told = document()

    assert told["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    [dataset] = told["dataset"]
    for name in ("title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier"):
        assert dataset[name], name
    assert dataset["accessLevel"] == "public"
    assert dataset["contactPoint"]["hasEmail"] == "mailto:ppid@contoh.invalid"
    assert dataset["temporal"] == "2025-01-01/2025-12-31"


def test_it_invents_nothing(periodic, catalogue):
    page = make_page(periodic, 1, first_published_at=None)
    InformationPage.objects.filter(pk=page.pk).update(unit=None)

    [dataset] = document()["dataset"]

    assert not {"contactPoint", "issued", "modified", "temporal", "creator", "license"} & set(dataset)
    assert dataset["distribution"] == []


def test_only_what_everybody_may_read_stands_in_it(page, periodic):
    make_page(periodic, 2, "Naskah", live=False)
    closed = make_page(periodic, 3, "Tertutup")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    text = Client().get(ADDRESS).content.decode()

    assert [dataset["title"] for dataset in json.loads(text)["dataset"]] == [page.title]
    assert "Nama Orang" not in text
    assert "lama" not in text


def test_an_empty_catalogue_is_one(catalogue):
    told = document()

    assert told["dataset"] == []
    assert len(list(graph_of(told).subjects(RDF.type, DCAT.Catalog))) == 1


def test_it_comes_in_pages_until_there_are_no_more(periodic, catalogue, monkeypatch):
    monkeypatch.setattr(dcat, "PER_PAGE", 2)
    pages = [make_page(periodic, number) for number in range(1, 6)]

    told, number = [], 1
    # As ``DCATJSONHarvester`` asks: the bare address, then page after page until 404.
    while (answer := Client().get(f"{ADDRESS}?page={number}" if number > 1 else ADDRESS)).status_code == 200:
        one = json.loads(answer.content)
        following = {str(address) for address in graph_of(one).objects(None, HYDRA.next)}
        assert following == ({f"http://testserver/data.json?page={number + 1}"} if number < 3 else set())
        told += [dataset["title"] for dataset in one["dataset"]]
        number += 1

    assert answer.status_code == 404
    assert told == [page.title for page in pages]


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99", "9" * 400, "1.5", "²", "1%00"])
def test_a_page_that_is_none_is_not_found(catalogue, page):
    assert Client().get(f"{ADDRESS}?page={page}").status_code == 404


def test_without_a_catalogue_there_is_none(home):
    assert Client().get(ADDRESS).status_code == 404


def test_who_has_it_already_is_not_sent_it_again(page):
    first = Client().get(ADDRESS)
    again = Client().get(ADDRESS, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert "max-age" in first["Cache-Control"]


def test_it_is_read_once_in_five_minutes(page):
    Client().get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        Client().get(ADDRESS)

    assert not any("information_informationpage" in query["sql"] for query in asked)


def test_it_costs_the_same_for_one_page_and_for_many(periodic, catalogue, monkeypatch):
    monkeypatch.setattr(dcat, "SECONDS", 0)
    counts = []
    for numbers in (range(1, 2), range(2, 31)):
        for number in numbers:
            add_file(make_page(periodic, number), f"Berkas {number}")
        Client().get(ADDRESS)
        with CaptureQueriesContext(connection) as asked:
            Client().get(ADDRESS)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 10


def test_nothing_is_written_there(catalogue):
    for address in (ADDRESS, "/data-konteks.jsonld"):
        assert Client().post(address).status_code == 405
