"""Who signed the commits of a push, by the keys that OLD's guard.yml lists.

Git and ssh-keygen do the mathematics. Nothing of the machine's own configuration counts: neither
its list of signers nor its keyring for other kinds of signatures.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fangxin.facts.programme.guard import Guarding
from fangxin.registry.git import Commit, GitError, Repository

_GOOD = re.compile(r'^Good "git" signature for (\S+) with \S+ key (SHA256:\S+)$', re.MULTILINE)
_VERIFY = "verify-commit"


class Signed(NamedTuple):
    """A good signature: by whose key, and which."""

    mail: str
    key: str


def signatures(
    repository: Repository, commits: Iterable[Commit], guarding: Guarding
) -> dict[str, Signed]:
    """Commit → its good signature, of every commit that has one. Raises GitError."""
    found: dict[str, Signed] = {}
    with tempfile.TemporaryDirectory(prefix="fangxin-") as scratch:
        signers = Path(scratch) / "signers"
        signers.write_text(signers_of(guarding), encoding="utf-8")
        nobody = Path(scratch) / "nobody"
        nobody.touch()
        for commit in commits:
            said = _verified(repository, commit, signers, nobody)
            if said is not None:
                found[commit.id] = said
    return found


def signers_of(guarding: Guarding) -> str:
    """The officials' keys as ssh-keygen reads them, good for commits only."""
    return "".join(
        f'{official.mail} namespaces="git" {key}\n'
        for official in guarding.officials
        for key in official.keys
    )


def _verified(repository: Repository, commit: Commit, signers: Path, nobody: Path) -> Signed | None:
    settings = {
        "gpg.ssh.allowedSignersFile": str(signers),
        "gpg.ssh.revocationFile": str(nobody),
        "gpg.ssh.program": "ssh-keygen",
        "gpg.program": "false",  # no other kind of signature counts
        "gpg.openpgp.program": "false",
        "gpg.x509.program": "false",
    }
    words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    code, _, said = repository.asked(*words, _VERIFY, "--raw", commit.id)
    good = _GOOD.search(said)
    if code != 0 or good is None:
        if "ssh-keygen" in said and "No such file" in said:
            raise GitError(
                "这台机器没有 ssh-keygen，不能核对签名；请安装 OpenSSH",
                "there is no ssh-keygen on this machine to check signatures; install OpenSSH",
            )
        return None
    return Signed(good[1].casefold(), good[2])
