from __future__ import annotations

from pip_manager.services import reference
from pip_manager.services.about import about


def test_every_attribution_and_origin_is_named():
    found = about()
    assert found.attributions == reference.ATTRIBUTIONS
    assert len(found.origins) > 8
    assert all(all(cells) for cells in found.origins)
    assert not any(set(what) <= set("- ") for what, _, _ in found.origins)
