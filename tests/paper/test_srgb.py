from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from pip_manager.paper import srgb


def test_the_profile_is_one_a_colour_library_reads():
    opened = ImageCms.ImageCmsProfile(BytesIO(srgb.profile()))
    assert ImageCms.getProfileDescription(opened).strip() == "sRGB IEC61966-2.1"
    assert opened.profile.xcolor_space.strip() == "RGB"


@pytest.mark.parametrize("colour", [(15, 94, 140), (255, 255, 255), (1, 128, 200)])
def test_colours_pass_through_it_as_through_the_library_s_own(colour):
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb.profile()))
    theirs = ImageCms.createProfile("sRGB")
    image = Image.new("RGB", (1, 1), colour)
    converted = ImageCms.profileToProfile(image, ours, theirs)
    assert converted is not None
    shown = converted.tobytes()
    assert all(abs(a - b) <= 1 for a, b in zip(shown, colour, strict=True))


def test_the_profile_states_its_own_length():
    assert int.from_bytes(srgb.profile()[:4], "big") == len(srgb.profile())
