"""Addresses of corpora on clusters, and by what right they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from il2qa.corpora.cluster.access import access
from il2qa.corpora.cluster.address import Address, parse
from il2qa.corpora.opening import lasting_places, writable_place
from il2qa.errors import CorpusError


def test_an_address_names_nodes_and_a_corpus() -> None:
    """And is written again as it was read."""
    text = "https://search1.lab:9200,search2.lab:9200/pubmed-2026"
    found = parse(text)
    assert found.nodes == ("https://search1.lab:9200", "https://search2.lab:9200")
    assert (found.name, str(found)) == ("pubmed-2026", text)
    assert parse("http://[::1]:9200/c/").nodes == ("http://[::1]:9200",)
    assert writable_place([text]) == found
    assert lasting_places([text, "bundled"]) == (text, "bundled")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://host:9200", "name the corpus too: https://host:9200/NAME"),
        ("https://host:9200/", "name the corpus too"),
        ("ftp://host/c", r"no address of a search cluster; that is http\(s\)://HOST"),
        ("https:///c", "no address of a search cluster"),
        ("https://a,,b/c", "no address of a search cluster"),
        ("https://a:x/c", "no address of a search cluster"),
        ("https://a/C", "small letters, digits"),
        ("https://a/_all", "small letters, digits"),
        ("https://a/*", "small letters, digits"),
        ("https://a/c,d", "small letters, digits"),
        ("https://a/c?pretty", "small letters, digits"),
        ("https://me:secret@a/c", "https://a/c: leave user and password out of the address"),
    ],
)
def test_what_is_no_address_is_told(text: str, message: str) -> None:
    """With what an address is like, and no password shown."""
    with pytest.raises(CorpusError, match=message) as raised:
        parse(text)
    assert "secret" not in str(raised.value)


@given(st.text().map(lambda text: f"https://{text}") | st.text())
@example("https://[/c")
@example("https://a:99999/c")
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """Nothing else is raised; what is an address reads as itself again."""
    try:
        found = parse(text)
    except CorpusError:
        return
    assert isinstance(found, Address)
    assert parse(str(found)) == found


def test_access_is_of_the_environment_and_a_file(tmp_path: Path) -> None:
    """The environment counts more."""
    authority = tmp_path / "ca.pem"
    authority.write_text("")
    file = tmp_path / "cluster.toml"
    file.write_text(f"user = 'reader'\npassword = 'of the file'\nca = '{authority.as_posix()}'\n")
    found = access({"IL2QA_CLUSTER_FILE": str(file), "IL2QA_CLUSTER_PASSWORD": "mine"})
    assert (found.user, found.password, found.ca) == ("reader", "mine", authority)
    assert access({}).model_dump() == {
        "user": None,
        "password": None,
        "ca": None,
        "timeout": 10.0,
        "shards": 5,
        "replicas": None,
    }
    assert access({"IL2QA_CLUSTER_REPLICAS": "0"}).replicas == 0


@pytest.mark.parametrize(
    ("content", "environment", "message"),
    [
        (None, {}, r"cluster.toml: cannot be read \(No such file"),
        ("password = secret", {}, r"cluster.toml: cannot be read \(it is no TOML"),
        ("pasword = 'secret'", {}, "pasword of the access to a cluster: .*cluster.toml"),
        ("password = ['secret']", {}, "password of the access to a cluster"),
        ("", {"IL2QA_CLUSTER_TIMEOUT": "soon"}, "timeout of the access .*IL2QA_CLUSTER_TIMEOUT"),
        ("", {"IL2QA_CLUSTER_SHARDS": "0"}, "shards of the access"),
        ("", {"IL2QA_CLUSTER_CA": "/nowhere.pem"}, "nowhere.pem: no such file of certificates"),
    ],
)
def test_wrong_access_is_told_without_its_secrets(
    tmp_path: Path, content: str | None, environment: dict[str, str], message: str
) -> None:
    """The setting is named, and the file."""
    file = tmp_path / "cluster.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CorpusError, match=message) as raised:
        access({"IL2QA_CLUSTER_FILE": str(file), **environment})
    assert "secret" not in str(raised.value)
