"""Is a Windows program what its maker signed: the signature, its time stamp, and the chain up to Microsoft's root."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from steps.shell import need, run

ROOT_SHA256 = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270"
"""Microsoft Identity Verification Root Certificate Authority 2020. A signature brings it along; the number
makes sure that it is that one. Source: Microsoft's Trusted Root Program."""

SIGNER = "O=Python Software Foundation"


def check(files: Sequence[Path], signer: str = SIGNER) -> str:
    """What the signatures say they sign ("Built: …"); SystemExit where one is missing, broken, or someone else's.

    Revocation is not asked for: that needs a network.
    """
    tool, openssl = need("osslsigncode", "osslsigncode"), need("openssl", "openssl")
    said = ""
    with TemporaryDirectory() as folder:
        signature, root = Path(folder) / "signature", Path(folder) / "root.pem"
        for file in files:
            signature.unlink(missing_ok=True)
            run([tool, "extract-signature", "-in", file, "-out", signature], capture=True)
            chain = run([openssl, "pkcs7", "-inform", "DER", "-in", signature, "-print_certs"], capture=True)
            root.write_text(_root(chain, file))
            trusted = ["-ignore-crl", "-CAfile", root, "-TSA-CAfile", root]
            asked = subprocess.run([tool, "verify", *trusted, "-in", file], capture_output=True, text=True, check=False)
            told = asked.stdout + asked.stderr
            if asked.returncode or not re.search(rf"Signer #0:\s+Subject: .*{re.escape(signer)}", told):
                raise SystemExit(f"{file.name} is not as {signer} signed it:\n{told}")
            said = (re.search(r"Text description: (.*)", told) or ["", said])[1]
    return said


def _root(chain: str, file: Path) -> str:
    certificates = re.findall(r"-----BEGIN CERTIFICATE-----\n(.*?)-----END CERTIFICATE-----", chain, re.DOTALL)
    for body in certificates:
        if hashlib.sha256(base64.b64decode(body)).hexdigest() == ROOT_SHA256:
            return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"
    raise SystemExit(f"{file.name}: its signature does not lead to Microsoft's root certificate")
