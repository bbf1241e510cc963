import pytest

from pip_manager.billing.charges import agreement_problems
from tests.billing.making import activity, agreement, secondment

AGREEMENTS = {
    "A1": agreement(),
    "A2": agreement("A2", engagement="E2"),
    "A3": agreement("A3", engagement=None),
}


def test_another_engagements_agreement_is_refused():
    (found,) = agreement_problems(activity(agreement="A2"), AGREEMENTS)
    assert found.field == "agreement"
    assert "E2" in found.message


@pytest.mark.parametrize("named", [None, "A1", "A3"])
def test_the_engagements_own_agreement_or_nobodys_is_accepted(named):
    assert agreement_problems(activity(agreement=named), AGREEMENTS) == ()


def test_to_a_secondment_without_an_engagement_no_agreement_is_anothers():
    row = secondment(engagement=None, agreement="A2")
    assert agreement_problems(row, AGREEMENTS) == ()
