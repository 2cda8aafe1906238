"""What counts as a clean run: a suite that tried nothing, or left something out, is not one."""

import xml.etree.ElementTree as ElementTree

import pytest

from tests.conformance.suite import read

ALL_PASS = {"apis": {"Blob get": "Pass"}, "data": {"Image": "Pass"}}
SKIPPED = """<testsuites tests="2" skipped="1"><testsuite>
  <testcase name="pull" status="passed"/>
  <testcase name="cancel" status="skipped"><system-out>not supported</system-out></testcase>
</testsuite></testsuites>"""


def test_all_passed() -> None:
    junit = ElementTree.fromstring('<testsuites tests="1"><testcase name="pull" status="passed"/></testsuites>')
    report = read(junit, ALL_PASS)
    assert report.clean
    assert report.passed == 1


@pytest.mark.parametrize("outcome", ["failures", "errors", "skipped", "disabled"])
def test_one_that_did_not_pass(outcome: str) -> None:
    junit = ElementTree.fromstring(f'<testsuites tests="2" {outcome}="1"/>')
    report = read(junit, ALL_PASS)
    assert not report.clean
    assert report.counts[outcome] == 1


def test_the_text_names_what_did_not_pass_and_why() -> None:
    text = str(read(ElementTree.fromstring(SKIPPED), ALL_PASS))
    assert "1 passed, 0 failures, 0 errors, 1 skipped" in text
    assert "skipped: cancel\n    not supported" in text
    assert "pull" not in text


def test_an_area_left_out() -> None:
    junit = ElementTree.fromstring('<testsuites tests="1"/>')
    report = read(junit, {"apis": {"Blob upload cancel": "Disabled"}, "data": {}})
    assert not report.clean
    assert "Blob upload cancel: Disabled" in str(report)


def test_nothing_tried() -> None:
    assert not read(ElementTree.fromstring("<testsuites/>"), ALL_PASS).clean
