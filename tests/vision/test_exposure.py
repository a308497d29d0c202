"""The exposure is held where the camera reads back that it is, and is as before in all other cameras."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from oss_app.vision.camera import open_camera
from oss_app.vision.exposure import AUTOMATIC, MANUAL, Exposure
from oss_app.vision.frame_grabber import FrameGrabber

RECORDED = Path(__file__).resolve().parents[1] / "recorded" / "bench" / "frames"
CHOSEN, BY_HAND = 312.0, 50.0


class FakeDriver:
    """A camera's controls. ``obeys``: whether a mode that is set is read back; ``says`` what setting one returns."""

    def __init__(self, *, obeys: bool = True, says: bool = True, mode: float = AUTOMATIC) -> None:
        self.mode, self.exposure = mode, CHOSEN
        self._obeys, self._says = obeys, says

    def get(self, control: int) -> float:
        return {cv2.CAP_PROP_AUTO_EXPOSURE: self.mode, cv2.CAP_PROP_EXPOSURE: self.exposure}[control]

    def set(self, control: int, value: float) -> bool:
        if self._obeys and control == cv2.CAP_PROP_AUTO_EXPOSURE:
            if value == MANUAL and self.mode != MANUAL:
                self.exposure = BY_HAND  # as it was set by hand last
            self.mode = value
        elif self._obeys:
            self.exposure = value
        return self._says


def test_what_the_camera_chose_is_held_and_it_chooses_again_afterwards() -> None:
    driver = FakeDriver()
    exposure = Exposure(driver)
    assert exposure.hold()
    assert (driver.mode, driver.exposure) == (MANUAL, CHOSEN), "not what was set by hand last"
    exposure.release()
    assert driver.mode == AUTOMATIC


@pytest.mark.parametrize("says", [True, False])
def test_a_camera_that_does_not_read_it_back_holds_nothing(says: bool) -> None:
    driver = FakeDriver(obeys=False, says=says)
    exposure = Exposure(driver)
    assert not exposure.hold()
    exposure.release()
    assert driver.mode == AUTOMATIC


def test_a_camera_that_was_set_by_hand_stays_so() -> None:
    driver = FakeDriver(mode=MANUAL)
    exposure = Exposure(driver)
    assert exposure.hold()
    exposure.release()
    assert (driver.mode, driver.exposure) == (MANUAL, CHOSEN)


def test_recorded_footage_goes_on_as_it_is() -> None:
    grabber = FrameGrabber(lambda: open_camera(str(RECORDED)))
    try:
        first = grabber.newest(0, 20.0)
        assert first is not None
        grabber.hold_exposure(holds=True)
        assert grabber.newest(first.number + 2, 20.0) is not None
        assert grabber.trouble() is None
    finally:
        assert grabber.close()
