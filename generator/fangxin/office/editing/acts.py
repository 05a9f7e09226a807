"""The words by which an official names what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.facts.values import Act

ACTS: Mapping[str, Act] = {
    "apply": Act.APPLIED,
    "publicise": Act.PUBLICISED,
    "refuse": Act.REFUSED,
    "certify": Act.CERTIFIED,
    "renew": Act.CERTIFIED,
    "suspend": Act.SUSPENDED,
    "reinstate": Act.REINSTATED,
    "revoke": Act.REVOKED,
    "withdraw": Act.WITHDRAWN,
    "close": Act.CLOSED,
}
