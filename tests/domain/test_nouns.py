from __future__ import annotations

import pytest

from pip_manager.domain.nouns import NOUNS, PROVENANCE, Kind, Noun


@pytest.fixture(params=list(NOUNS))
def noun(request) -> Noun:
    return NOUNS[request.param]


def test_a_noun_names_each_column_once(noun):
    names = [column.name for column in noun.columns]
    assert len(set(names)) == len(names)


def test_a_noun_ends_with_where_it_comes_from(noun):
    assert tuple(column.name for column in noun.columns)[-4:] == PROVENANCE


def test_the_key_of_a_noun_is_among_its_columns(noun):
    assert noun.key
    assert all(noun.has(name) for name in noun.key)
    assert set(noun.either) <= set(noun.key)


def test_a_code_is_required_and_held_as_one(noun):
    if noun.code and noun.column(noun.code).kind is not Kind.DAY:
        assert noun.column(noun.code).required
        assert noun.column(noun.code).kind in {Kind.CODE, Kind.NUMBER}


def test_a_reference_is_to_this_noun_or_an_earlier_one_that_has_a_code(noun):
    names = list(NOUNS)
    for column in noun.columns:
        if column.refers:
            assert names.index(column.refers) <= names.index(noun.name)
            assert NOUNS[column.refers].code
            assert column.kind is Kind.CODE


def test_only_texts_have_fixed_words(noun):
    for column in noun.columns:
        assert not column.choices or column.kind is Kind.TEXT


def test_a_column_is_found_by_its_name_or_not_at_all():
    assert NOUNS["people"].column("fte").kind is Kind.QUANTITY
    assert not NOUNS["people"].has("shoe")
    with pytest.raises(KeyError):
        NOUNS["people"].column("shoe")


REQUIRED = {
    "settings": "key",
    "days_off": "date",
    "authorities": "authority",
    "standing": "authority kind",
    "people": "person name",
    "roles": "person role",
    "posts": "post title",
    "holdings": "post",
    "programmes": "programme name",
    "engagements": "engagement authority title",
    "phases": "engagement seq name",
    "strands": "strand name",
    "engagement_strands": "engagement strand",
    "agreements": "agreement",
    "rates": "card level unit amount from",
    "activities": "activity date person engagement quantity unit",
    "expenses": "expense date engagement description quantity unit_price",
    "charges": "charge date engagement description quantity unit_price",
    "secondments": "secondment home_post",
    "cover": "cover",
    "grants": "grant name",
    "grant_budget": "grant line year funder amount",
    "costs": "cost date kind description amount",
    "plan": "item",
    "measures": "measure name",
    "readings": "measure date value",
    "events": "event title",
    "attendance": "event authority",
    "journey": "seq title",
    "decisions": "decision on what",
    "contradictions": "topic statement_a statement_b",
}


@pytest.mark.parametrize("name", REQUIRED)
def test_what_the_contract_requires_is_required(name):
    required = {column.name for column in NOUNS[name].columns if column.required}
    assert required == set(REQUIRED[name].split())
