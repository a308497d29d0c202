"""A bill of materials in CycloneDX: what a package carries, with licence and hash; run with the tools' Python."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL


def write(index: Path, lock: Path, target: Path, package: str, epoch: int) -> None:
    """The bill for the parts in ``index`` (made by licences.gather), checked against CycloneDX's schema."""
    ours, *parts = json.loads(index.read_text(encoding="utf-8"))
    hashes = _hashes(lock.read_text(encoding="utf-8"))
    program = _component(ours, ComponentType.APPLICATION, {})
    components = [_component(part, ComponentType.LIBRARY, hashes) for part in parts]
    bom = Bom(
        components=components,
        serial_number=uuid5(NAMESPACE_URL, f"{package}@{ours['version']}@{epoch}"),
        metadata=BomMetaData(component=program, timestamp=datetime.fromtimestamp(epoch, UTC)),
    )
    bom.register_dependency(program, components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong:
        raise SystemExit(f"the bill of materials does not follow CycloneDX 1.6: {wrong}")
    target.write_text(text + "\n", encoding="utf-8")


def _component(part: dict[str, str], kind: ComponentType, hashes: dict[str, list[str]]) -> Component:
    licences = [LicenseFactory().make_from_string(part["licence"])] if part["licence"] else []
    name = re.sub(r"[-_.]+", "-", part["name"]).lower()
    # A lock names one hash for each file of a release and cannot say which one was taken: they are told as references
    told = [HashType(alg=HashAlgorithm.SHA_256, content=value) for value in hashes.get(name, ())]
    source = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION, url=XsUri(part["source"] or part["purl"]), hashes=told
    )
    return Component(
        name=part["name"],
        version=part["version"],
        type=kind,
        purl=PackageURL.from_string(part["purl"]),
        bom_ref=part["purl"],
        licenses=licences,
        external_references=[source],
    )


def _hashes(lock: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in re.split(r"^(?=[a-z0-9-]+==)", lock, flags=re.MULTILINE):
        name = re.match(r"[a-z0-9-]+", block)
        if name:
            found.setdefault(name[0], []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
