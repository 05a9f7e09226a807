"""What a pipeline asks of its forge, by plain Python: which commit is public, and one comment.

    python3 scripts/pipeline_forge.py last-github --workflow publish.yml
    python3 scripts/pipeline_forge.py last-gitlab --environment production
    python3 scripts/pipeline_forge.py comment --number 12 < summary.md

``last-…`` prints the commit of the last publication that succeeded, nothing before the first one.
It is what the next publication is judged against: a push that was refused is never a base, however
many good ones follow. ``comment`` writes one comment on a merge request (GitHub, Forgejo, Gitea)
and renews it afterwards. Addresses and tokens come from the environment that the forge sets.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

SECONDS = 30.0
PAGES = 20  # of a hundred comments each
MARK = "<!-- fangxin: effect -->"
# Who the forges say writes for a pipeline; a comment of anybody else could be edited behind it.
ROBOTS = {"github-actions[bot]", "forgejo-actions", "gitea-actions"}
EVENTS = {"push", "schedule", "workflow_dispatch"}
COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class ForgeError(Exception):
    """The forge did not answer as it should; the message says what to do, in both languages."""


def asked(address: str, headers: dict[str, str], method: str = "GET", body: Any = None) -> Any:
    """The forge's answer. Raises ForgeError."""
    if not address.startswith(("https://", "http://")):
        raise ForgeError(f"平台没有给出地址：{address!r} | the forge gave no address")
    data = None if body is None else json.dumps(body).encode()
    whole = {"Accept": "application/json", "Content-Type": "application/json", **headers}
    try:
        with urlopen(Request(address, data, whole, method=method), timeout=SECONDS) as answer:
            return json.loads(answer.read())
    except HTTPError as error:
        raise ForgeError(
            f"平台拒绝了（{error.code}）：{address}。请核对这个任务的权限，见 docs/pipelines.md | "
            f"the forge refused ({error.code}); check the permissions of this job"
        ) from None
    except (URLError, TimeoutError, ValueError) as error:
        raise ForgeError(
            f"平台没有回答：{address}（{error}）。请稍后重新运行 | "
            f"the forge did not answer ({error}); run this again later"
        ) from None


def given(name: str) -> str:
    """A variable that the forge sets. Raises ForgeError when it did not."""
    value = os.environ.get(name, "")
    if not value:
        raise ForgeError(f"没有环境变量 {name}，这里不是流水线？ | {name} is not set here")
    return value


def _authorised() -> dict[str, str]:
    return {"Authorization": f"Bearer {given('TOKEN')}"}


def _repository() -> str:
    return f"{given('GITHUB_API_URL')}/repos/{given('GITHUB_REPOSITORY')}"


def last_github(options: argparse.Namespace) -> str:
    """The commit of the last run of a workflow on the branch that succeeded as a whole."""
    words = {"branch": options.branch, "status": "success", "per_page": 100}
    runs = f"{_repository()}/actions/workflows/{quote(options.workflow)}/runs?{urlencode(words)}"
    for run in asked(runs, _authorised()).get("workflow_runs", []):
        if (
            run["event"] in EVENTS
            and run["head_branch"] == options.branch
            and (run.get("head_repository") or {}).get("full_name") == given("GITHUB_REPOSITORY")
        ):
            return str(run["head_sha"])
    return ""


def last_gitlab(options: argparse.Namespace) -> str:
    """The commit of the last deployment to an environment that succeeded."""
    words = {
        "environment": options.environment,
        "status": "success",
        "order_by": "id",
        "sort": "desc",
        "per_page": 1,
    }
    project = f"{given('CI_API_V4_URL')}/projects/{given('CI_PROJECT_ID')}"
    token = {"JOB-TOKEN": given("CI_JOB_TOKEN")}
    found = asked(f"{project}/deployments?{urlencode(words)}", token)
    return str(found[0]["sha"]) if found else ""


def comment(options: argparse.Namespace) -> str:
    """Write the comment, or renew the one that is there; what was done."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace").strip()
    if not text:
        raise ForgeError("没有要写的内容 | there is nothing to write")
    body = {"body": f"{MARK}\n{text}\n"}
    issues = f"{_repository()}/issues"
    for id in _ours(f"{issues}/{options.number}/comments"):
        asked(f"{issues}/comments/{id}", _authorised(), "PATCH", body)
        return "评论已更新 | the comment was renewed"
    asked(f"{issues}/{options.number}/comments", _authorised(), "POST", body)
    return "评论已写上 | the comment was written"


def _ours(comments: str) -> Iterator[int]:
    """The comments that a pipeline wrote before."""
    seen: set[int] = set()
    for page in range(1, PAGES + 1):
        words = {"per_page": 100, "limit": 100, "page": page}
        found = asked(f"{comments}?{urlencode(words)}", _authorised())
        fresh = [one for one in found if one["id"] not in seen]
        for one in fresh:
            seen.add(one["id"])
            if MARK in (one["body"] or "") and one["user"]["login"] in ROBOTS:
                yield int(one["id"])
        if not fresh:  # some forges give all comments whatever page is asked for
            return


def parser() -> argparse.ArgumentParser:
    """The grammar of this script."""
    whole = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    group = whole.add_subparsers(required=True)
    github = group.add_parser("last-github", allow_abbrev=False)
    github.add_argument("--workflow", required=True)
    github.add_argument("--branch", default="main")
    github.set_defaults(act=last_github)
    gitlab = group.add_parser("last-gitlab", allow_abbrev=False)
    gitlab.add_argument("--environment", required=True)
    gitlab.set_defaults(act=last_gitlab)
    writes = group.add_parser("comment", allow_abbrev=False)
    writes.add_argument("--number", type=int, required=True)
    writes.set_defaults(act=comment)
    return whole


def main(arguments: Sequence[str]) -> int:
    """Ask, and print the answer: 0 answered, 2 could not be asked."""
    options = parser().parse_args(arguments)
    try:
        answer: str = options.act(options)
        if options.act is not comment and answer and not COMMIT.fullmatch(answer):
            raise ForgeError(f"平台答的不是提交：{answer!r} | this is no commit")
    except (ForgeError, KeyError, TypeError, AttributeError) as error:
        print(f"fangxin: {error}", file=sys.stderr)
        return 2
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
