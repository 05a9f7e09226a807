"""The pipelines: pinned, with the least rights, the same on every forge; and run for real."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import pipeline
import pipeline_forge
from fangxin.base.problem import Place, Problem
from pipeline_report import DIFF, OUTPUT_BYTES, TOLD, Run, short, summarise
from tests.support.commands import understood
from tests.support.forge import (
    REFUSED,
    Done,
    Forge,
    forge_in,
    honest,
    malicious,
    read_yaml,
    run_job,
)
from tests.support.toy_site import ENDING, FIRST, ROOT, WAITING

GITHUB, FORGEJO = ROOT / ".github" / "workflows", ROOT / ".forgejo" / "workflows"
WORKFLOWS = sorted([*GITHUB.iterdir(), *FORGEJO.iterdir()])
GITLAB = ROOT / ".gitlab-ci.yml"
KEYWORDS = {"workflow", "default", "variables", "stages"}
NAMES = [str(path.relative_to(ROOT)) for path in WORKFLOWS]
PINNED = re.compile(r"uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
VERSION = re.compile(r"[a-z]+:\d+\.\d+\.\d+-[a-z]+")
WRITES = {
    ("check", "comment"): {"pull-requests"},
    ("publish", "pages"): {"pages", "id-token"},
}


def gitlab_jobs() -> dict[str, Any]:
    """The jobs of the GitLab pipeline."""
    whole = read_yaml(GITLAB)
    return {name: job for name, job in whole.items() if name not in KEYWORDS}


def jobs() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every job of every pipeline: where it stands, its name, itself."""
    for path in WORKFLOWS:
        for name, job in read_yaml(path)["jobs"].items():
            yield str(path.relative_to(ROOT)), name, job
    for name, job in gitlab_jobs().items():
        yield ".gitlab-ci.yml", name, job


def lines_of(job: Mapping[str, Any]) -> list[str]:
    """The commands of a job, one a line."""
    scripts = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
    whole = "\n".join(scripts).replace("\\\n", " ")
    return [line.strip() for line in whole.splitlines() if line.strip()]


# What the files say


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_workflow_has_no_rights_but_those_of_its_jobs(path: Path) -> None:
    """At the top nothing is allowed; a job reads, and only the named ones write the named thing."""
    whole = read_yaml(path)
    assert whole["permissions"] == {}
    for name, job in whole["jobs"].items():
        rights = job["permissions"]
        assert set(rights.values()) <= {"read", "write"}
        writing = {what for what, right in rights.items() if right == "write"}
        assert writing == WRITES.get((path.stem, name), set()), name
        assert job["timeout-minutes"] <= 90


def test_everything_is_pinned() -> None:
    """Actions by full commit with their version beside; images by version; runners by name."""
    for path in (*WORKFLOWS, GITLAB):
        text = path.read_text(encoding="utf-8")
        for line in re.findall(r"uses: .*", text):
            assert PINNED.match(line), f"{path.name}: {line}"
        for image in re.findall(r"(?:image|container): (\S+)", text):
            assert VERSION.fullmatch(image), f"{path.name}: {image}"
        assert "latest" not in re.sub(r"#.*", "", text), path.name
    assert not re.search(r"uses:", "".join(p.read_text("utf-8") for p in FORGEJO.iterdir()))


def test_pull_requests_get_no_secret_and_are_never_checked_out() -> None:
    """Jobs of merge requests name no secret; only the one job that tests code checks code out."""
    for path in (*WORKFLOWS, GITLAB):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"secrets\s*[.\[]|id_tokens|secrets:", text), path.name
    for where, name, job in jobs():
        taken = [line for line in lines_of(job) if line.startswith("git checkout")]
        if name == "test":
            continue
        if name != "pages":
            assert taken or "comment" in name, (where, name)
        wanted = ("refs/remotes/origin/main", "refs/remotes/origin/base", "origin/newest")
        assert all(line.endswith(wanted) for line in taken), (where, name)


def test_scripts_take_text_of_others_from_variables_alone() -> None:
    """No script has an expression: a branch or title named like a command stays a text."""
    scripts = [line for _, _, job in jobs() for line in lines_of(job)]
    assert scripts and not [line for line in scripts if "${{" in line]


def test_merge_requests_are_judged_by_the_file_of_main() -> None:
    """The judging workflow is that of the base; with pull_request the proposal could change it."""
    for folder in (GITHUB, FORGEJO):
        on = read_yaml(folder / "check.yml")["on"]
        assert set(on) == {"pull_request_target"}
        assert set(read_yaml(folder / "test.yml")["on"]) == {"pull_request", "push"}


def test_main_is_published_every_night_and_never_twice_at_once() -> None:
    """00:10 in UTC+08:00; a publication waits for the one before it and is not cancelled."""
    for folder in (GITHUB, FORGEJO):
        whole = read_yaml(folder / "publish.yml")
        assert {"cron": "10 16 * * *"} in whole["on"]["schedule"]
        assert whole["concurrency"] == {"group": "publish", "cancel-in-progress": False}
        assert "schedule" not in read_yaml(folder / "check.yml")["on"]
    for name in ("pages", "server"):
        job = gitlab_jobs()[name]
        assert job["resource_group"] == "publish" and not job.get("interruptible")
        assert "$CI_PIPELINE_SOURCE !=" in job["rules"][0]["if"]  # schedules too
    guide = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
    assert "10 0 * * *" in guide and "Asia/Shanghai" in guide


@pytest.mark.parametrize(
    ("kind", "job"), [("proposal", "check"), ("publication", "gate"), ("publication", "server")]
)
def test_every_forge_runs_the_same(kind: str, job: str) -> None:
    """The three forges set up alike and call the same script with words that it knows."""
    found = {}
    for name, path in (("github", GITHUB), ("forgejo", FORGEJO)):
        stem = "check" if kind == "proposal" else "publish"
        found[name] = read_yaml(path / f"{stem}.yml")["jobs"][job]
    found["gitlab"] = gitlab_jobs()[job]
    for name, one in found.items():
        lines = lines_of(one)
        assert "python3 scripts/environment.py" in lines, name
        calls = [line for line in lines if "scripts/pipeline.py" in line]
        assert len(calls) == 1, name
        words = shlex.split(calls[0])
        assert words[:3] == [".venv/bin/python", "scripts/pipeline.py", kind], name
        pipeline.parser().parse_args(words[2:])


def test_scripts_that_ask_the_forge_are_called_with_words_that_they_know() -> None:
    """Every call of pipeline_forge.py parses, once variables have values."""
    lines = [line for _, _, job in jobs() for line in lines_of(job) if "pipeline_forge.py" in line]
    assert len(lines) == 4
    for line in lines:
        call = line.split("scripts/pipeline_forge.py", 1)[1].rstrip(')"')
        call = call.replace('"$NUMBER', "12")
        pipeline_forge.parser().parse_args(shlex.split(call))


def test_workflows_publish_only_where_they_are_told() -> None:
    """Without the variables nothing is published anywhere, so that a copy harms nobody."""
    github = read_yaml(GITHUB / "publish.yml")["jobs"]
    assert "FANGXIN_PUBLISH == 'pages'" in github["pages"]["if"]
    assert "FANGXIN_PUBLISH == 'server'" in github["server"]["if"]
    assert "FANGXIN_SITE != ''" in read_yaml(FORGEJO / "publish.yml")["jobs"]["server"]["if"]
    for name in ("pages", "server"):
        assert f'$FANGXIN_PUBLISH == "{name}"' in gitlab_jobs()[name]["rules"][0]["if"]
        assert gitlab_jobs()[name]["needs"] == ["gate"]
        assert github[name]["needs"] == "gate"


def test_the_code_is_tested_alike() -> None:
    """Changes of the program run all tests, changes of the registry alone do not."""
    for folder in (GITHUB, FORGEJO):
        whole = read_yaml(folder / "test.yml")
        assert "bash .ci/run" in lines_of(whole["jobs"]["test"])
        assert whole["on"]["pull_request"]["paths-ignore"] == ["content/**", "merchants/**"]
    assert gitlab_jobs()["test"]["script"] == ["bash .ci/run"]


def test_local_hooks_are_local_and_their_commands_exist() -> None:
    """The pre-commit configuration downloads nothing, and fangxin knows the commands in it."""
    whole = read_yaml(ROOT / ".pre-commit-config.yaml")
    assert [repository["repo"] for repository in whole["repos"]] == ["local"]
    hooks = {hook["id"]: hook for hook in whole["repos"][0]["hooks"]}
    assert all(hook["language"] == "system" for hook in hooks.values())
    for name in ("fangxin-tidy", "fangxin-check", "fangxin-guard"):
        program, *words = shlex.split(hooks[name]["entry"])
        assert program == ".venv/bin/fangxin"
        understood(words)
    assert understood(shlex.split(hooks["fangxin-guard"]["entry"])[1:]).staged
    for path, wanted in (("merchants/shop/A.yml", True), ("content/a.md", True), ("a.py", False)):
        assert bool(re.search(hooks["fangxin-check"]["files"], path)) is wanted


# What they do


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """A forge that tests copy."""
    return forge_in(tmp_path_factory.mktemp("forge"))


@pytest.fixture
def forge(prepared: Forge, tmp_path: Path) -> Forge:
    """A forge of its own for a test."""
    shutil.copytree(prepared.folder, tmp_path / "forge", symlinks=True)
    own = Forge(tmp_path / "forge", [30])
    own.git("remote", "set-url", "origin", str(own.remote))
    return own


@dataclass
class Api:
    """What a forge's API was asked, and what it answers by path."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(api: Api) -> Iterator[Api]:
    """An API that answers on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path = self.path.partition("?")[0]
            api.asked.append((self.command, self.path, body))
            there = path in api.answers or self.command != "GET"
            self.send_response(200 if there else 404)
            self.end_headers()
            self.wfile.write(json.dumps(api.answers.get(path, {})).encode())

        do_GET = do_POST = do_PATCH = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


RUNS = "/repos/office/registry/actions/workflows/publish.yml/runs"
DEPLOYMENTS = "/projects/7/deployments"
COMMENTS = "/repos/office/registry/issues/1/comments"


def run_of(commit: str, **more: Any) -> dict[str, Any]:
    """A run of the publishing workflow, as GitHub tells of it."""
    own = {"full_name": "office/registry"}
    base = {"head_sha": commit, "event": "push", "head_branch": "main", "head_repository": own}
    return {**base, **more}


def checked(forge: Forge, name: str, commit: str, folder: Path, api: str = "") -> Done:
    """The job that judges merge request 1, run as the forge ``name`` does."""
    if name == "gitlab":
        subprocess.run(["git", "clone", "-q", forge.remote, folder], check=True)
        subprocess.run(["git", "checkout", "-q", commit], cwd=folder, check=True)
        target = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_SHA": commit}
        base = subprocess.check_output(
            ["git", "merge-base", "origin/main", commit], cwd=folder, text=True
        )
        target["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base.strip()
        return run_job(forge, gitlab_jobs()["check"], {}, folder, **target)
    job = read_yaml((GITHUB if name == "github" else FORGEJO) / "check.yml")["jobs"]["check"]
    context = {
        "github.event.pull_request.number": "1",
        "github.event.pull_request.head.sha": commit,
        "github.token": "token",
    }
    return run_job(forge, job, context, folder, **on_github(forge, api))


def on_github(forge: Forge, api: str = "") -> dict[str, str]:
    """The variables that GitHub, Forgejo and Gitea set."""
    return {
        "GITHUB_SERVER_URL": forge.folder.as_uri(),
        "GITHUB_REPOSITORY": "office/registry",
        "GITHUB_API_URL": api,
        "GITHUB_BASE_REF": "main",
    }


def report(done: Done) -> str:
    """The report that people read."""
    return (done.folder / "build" / "report" / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["github", "gitlab", "forgejo"])
def test_honest_merge_request_passes_and_tells_whom_it_affects(
    forge: Forge, tmp_path: Path, name: str
) -> None:
    """A new failure may be merged; the report names the merchant, as page and as text."""
    honest(forge)
    done = checked(forge, name, forge.propose(), tmp_path / "job")
    assert done.code == 0, done.said
    text = report(done)
    assert ENDING in text and "试验商店3" in text and REFUSED not in text
    assert FIRST not in text
    assert ENDING in (done.folder / "build" / "report" / "effect.html").read_text("utf-8")
    for step in (pipeline.GUARD, pipeline.CHECK, pipeline.BUILD):
        assert f"| {step} | ✅ 通过 |" in text
    assert f"| {DIFF} | {TOLD} |" in text
    if name == "github":
        assert done.summary == text
    if name == "forgejo":
        assert text in done.said
    if name != "gitlab":
        assert done.outputs["summary"] == text


@pytest.mark.parametrize("name", ["github", "gitlab", "forgejo"])
def test_malicious_merge_request_is_refused_by_the_program_of_main(
    forge: Forge, tmp_path: Path, name: str
) -> None:
    """Who takes a revocation away is refused, though the proposal brings a guard that is content,
    and a pipeline that does nothing."""
    malicious(forge)
    traitor = "def guard(push):\n    return []\n\nSTAGED = ''\npush_of = print\n"
    gate = forge.clone / "generator" / "fangxin" / "change" / "guard" / "__init__.py"
    gate.write_text(traitor, encoding="utf-8")
    (forge.clone / "scripts" / "pipeline.py").write_text("print('fine')\n", encoding="utf-8")
    (forge.clone / "scripts" / "environment.py").write_text("print('fine')\n", encoding="utf-8")
    done = checked(forge, name, forge.propose(), tmp_path / "job")
    assert done.code == 1, done.said
    text = report(done)
    assert f"| {pipeline.GUARD} | {REFUSED} |" in text
    assert "须改正的地方" in text and FIRST in text
    assert f"merchants/{FIRST}.yml" in done.said
    assert ("::error file=merchants" in done.said) is (name == "github")


def test_wrong_record_is_refused_with_its_place(forge: Forge, tmp_path: Path) -> None:
    """What check finds stands at its line in the proposal, not in some scratch folder."""
    record = forge.record(WAITING)
    record.write_text(record.read_text("utf-8") + "colour: green\n", encoding="utf-8")
    done = checked(forge, "github", forge.propose(), tmp_path / "job")
    assert done.code == 1
    assert f"::error file=merchants/{WAITING}.yml,line=10," in done.said
    assert f"| {pipeline.BUILD} | {REFUSED} |" in report(done)


def test_proposal_behind_main_is_judged_as_it_would_be_merged(forge: Forge, tmp_path: Path) -> None:
    """Main went on meanwhile: the merge is judged, and only what the proposal changes is told."""
    honest(forge)
    commit = forge.propose()
    record = forge.record(FIRST)
    record.write_text(
        record.read_text("utf-8")
        + """\
commitments:
  - {kind: no_reason_return, since: 2026-04-28}
""",
        encoding="utf-8",
    )
    forge.push()
    done = checked(forge, "github", commit, tmp_path / "job")
    assert done.code == 0, done.said
    assert ENDING in report(done) and FIRST not in report(done)


def test_proposal_that_conflicts_is_told_so(forge: Forge, tmp_path: Path) -> None:
    """Both changed one line: the official reads what to do, not what git says."""
    record = forge.record(WAITING)
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("试验路4号", "试验路5号"), encoding="utf-8")
    commit = forge.propose()
    record.write_text(text.replace("试验路4号", "试验路6号"), encoding="utf-8")
    forge.push()
    done = checked(forge, "github", commit, tmp_path / "job")
    assert done.code == 2
    assert "更新分支" in report(done) and "Traceback" not in done.said


def test_proposal_with_a_link_reads_nothing_outside(forge: Forge, tmp_path: Path) -> None:
    """A record that is a link is refused, and what it points at is in no report."""
    secret = tmp_path / "secret"
    secret.write_text("name: 机密内容\n", encoding="utf-8")
    forge.record(WAITING).unlink()
    forge.record(WAITING).symlink_to(secret)
    done = checked(forge, "github", forge.propose(), tmp_path / "job")
    assert done.code == 1
    assert "机密内容" not in done.said + report(done)


def published(forge: Forge, name: str, job: str, folder: Path, api: Api, **more: str) -> Done:
    """A job that judges main, or publishes it, run as the forge ``name`` does."""
    site = str(forge.folder / "public")
    if name == "gitlab":
        subprocess.run(["git", "clone", "-q", forge.remote, folder], check=True)
        variables = {
            "CI_DEFAULT_BRANCH": "main",
            "CI_COMMIT_BEFORE_SHA": more.get("before", "0" * 40),
            "CI_API_V4_URL": api.address,
            "CI_PROJECT_ID": "7",
            "CI_JOB_TOKEN": "token",
            "FANGXIN_SITE": site,
        }
        return run_job(forge, gitlab_jobs()[job], {}, folder, **variables)
    whole = read_yaml((GITHUB if name == "github" else FORGEJO) / "publish.yml")
    context = {
        "github.token": "token",
        "github.event.before": more.get("before", ""),
        "vars.FANGXIN_SITE": site,
    }
    steps = [
        step for step in whole["jobs"][job]["steps"] if "FANGXIN_PUBLISH" not in step.get("if", "")
    ]
    return run_job(forge, {"steps": steps}, context, folder, **on_github(forge, api.address))


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_main_is_judged_against_what_was_published_last(
    forge: Forge, tmp_path: Path, name: str
) -> None:
    """A refused push is no base for the next one, however honest; BEFORE would make it one."""
    shown = forge.git("rev-parse", "HEAD")
    malicious(forge)
    bad = forge.push()
    honest(forge)
    forge.push()
    api = Api()
    foreign = {"full_name": "stranger/registry"}
    api.answers[RUNS] = {
        "workflow_runs": [
            run_of(bad, event="pull_request_target"),
            run_of(bad, head_repository=foreign),
            run_of(shown, event="schedule"),
        ]
    }
    api.answers[DEPLOYMENTS] = [{"sha": shown}]
    with serving(api):
        done = published(forge, name, "gate", tmp_path / "job", api, before=bad)
    assert done.code == 1, done.said
    assert FIRST in report(done) and "没有公开" in report(done)
    assert "status=success" in api.asked[0][1]


def test_first_publication_has_no_before(forge: Forge, tmp_path: Path) -> None:
    """Forty zeros and a forge that knows of no publication: the whole registry is new, and fine."""
    api = Api({RUNS: {"workflow_runs": []}})
    with serving(api):
        done = published(forge, "github", "gate", tmp_path / "job", api, before="0" * 40)
    assert done.code == 0, done.said
    assert (done.folder / "output" / "m" / FIRST / "index.html").is_file()


def test_forge_that_does_not_answer_stops_the_publication(forge: Forge, tmp_path: Path) -> None:
    """Without an answer nobody knows what is public, so nothing is judged and nothing built."""
    with serving(Api()) as api:
        done = published(forge, "github", "gate", tmp_path / "job", api)
    assert done.code == 2
    assert "404" in done.said and "Traceback" not in done.said
    assert not (done.folder / "output" / "index.html").exists()


@pytest.mark.parametrize("name", ["github", "gitlab", "forgejo"])
def test_own_server_is_published_to_by_its_runner(forge: Forge, tmp_path: Path, name: str) -> None:
    """Main is built and published; a push that is refused leaves the site, and the nightly run
    after it too, until it is mended."""
    page = forge.folder / "public" / "current" / "m" / FIRST / "status.json"
    folder = tmp_path / "job"
    done = published(forge, name, "server", folder, Api())
    assert done.code == 0, done.said
    assert json.loads(page.read_bytes())["status"] == "revoked"
    if name != "github":
        return  # the rest is the script's, which all forges call alike
    malicious(forge)
    forge.push()
    for _ in range(2):
        done = published(forge, name, "server", folder, Api())
        assert done.code == 1, done.said
        assert json.loads(page.read_bytes())["status"] == "revoked"
    forge.git("revert", "--no-edit", "HEAD")
    forge.git("push", "-q", "origin", "main")
    done = published(forge, name, "server", folder, Api())
    assert done.code == 0, done.said


def test_forced_push_is_not_published(forge: Forge, tmp_path: Path) -> None:
    """Main was rewritten: the run says so and what to do, and the site stays."""
    folder = tmp_path / "job"
    assert published(forge, "forgejo", "server", folder, Api()).code == 0
    malicious(forge)
    forge.git("add", "-A")
    forge.git("commit", "-q", "--amend", "-m", "another past")
    forge.git("push", "-q", "-f", "origin", "main")
    page = forge.folder / "public" / "current" / "m" / FIRST / "status.json"
    for at in (folder, tmp_path / "new"):
        done = published(forge, "forgejo", "server", at, Api())
        assert done.code in (1, 2) and "改写" in report(done), done.said
        assert json.loads(page.read_bytes())["status"] == "revoked"


def test_comment_is_written_once_and_then_renewed(forge: Forge, tmp_path: Path) -> None:
    """The comment job posts the summary, and later changes its own comment, never a person's."""
    job = read_yaml(FORGEJO / "check.yml")["jobs"]["comment"]
    context = {
        "github.token": "token",
        "github.event.pull_request.number": "1",
        "needs.check.outputs.summary": "影响 2 家",
    }
    mark = pipeline_forge.MARK
    person = {"id": 4, "body": mark, "user": {"login": "stranger"}}
    robot = {"id": 9, "body": f"{mark}\nold", "user": {"login": "forgejo-actions"}}
    api = Api({COMMENTS: [person]})
    with serving(api):
        variables = on_github(forge, api.address)
        first = run_job(forge, job, context, tmp_path / "one", **variables)
        api.answers[COMMENTS] = [person, robot]
        second = run_job(forge, job, context, tmp_path / "two", **variables)
    assert first.code == second.code == 0, first.said + second.said
    body = {"body": f"{mark}\n影响 2 家\n"}
    written = [one for one in api.asked if one[0] != "GET"]
    renewed = "/repos/office/registry/issues/comments/9"
    assert written == [("POST", COMMENTS, body), ("PATCH", renewed, body)]


def test_summary_cannot_be_spoilt_by_what_somebody_wrote(tmp_path: Path) -> None:
    """A name cannot become a heading, a mention or a link; a long summary is cut at a line."""
    run = Run(tmp_path, "human")
    run.tell([Problem(Place("merchants/a.yml"), "x", "@all [a](http://b)\n# 认定", "en")])
    text = summarise(run)
    assert "@all" not in text and "\\[a\\](http" in text and "\n# 认定" not in text
    long = short("影响\n" * OUTPUT_BYTES)
    assert len(long.encode()) < OUTPUT_BYTES + 200
    assert set(long.splitlines()[:-1]) == {"影响", ""}


# Hooks on an official's machine


@pytest.fixture
def desk(forge: Forge) -> Forge:
    """An official's clone with an environment and both hooks installed."""
    make(forge)
    return forge


def make(forge: Forge) -> subprocess.CompletedProcess[str]:
    """`make hooks` in the official's clone."""
    shutil.copy(ROOT / "Makefile", forge.clone)
    return subprocess.run(
        ["make", "--no-print-directory", "hooks"],
        cwd=forge.clone,
        env=forge.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def tried(forge: Forge, *words: str) -> tuple[int, str]:
    """Exit code of git in the clone, and what the official reads."""
    done = subprocess.run(
        ["git", *words],
        cwd=forge.clone,
        env=forge.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("words", [("-a",), ("--only", f"merchants/{FIRST}.yml"), ()], ids=str)
def test_hook_refuses_a_bad_commit_however_it_is_made(desk: Forge, words: tuple[str, ...]) -> None:
    """git commit -a and git commit FILE stage into another index; the guard looks at that one."""
    before = desk.git("rev-parse", "HEAD")
    malicious(desk)
    if not words:
        desk.git("add", "-A")
    code, said = tried(desk, "commit", "-q", "-m", "less", *words)
    assert code == 1 and f"merchants/{FIRST}.yml" in said and "没有提交" in said
    assert desk.git("rev-parse", "HEAD") == before


def test_hook_lets_an_honest_commit_and_push_pass(desk: Forge) -> None:
    """An honest change is committed and pushed; what was smuggled past is stopped at the push."""
    honest(desk)
    assert tried(desk, "commit", "-q", "-a", "-m", "a failure")[0] == 0
    assert tried(desk, "push", "-q", "origin", "main")[0] == 0
    malicious(desk)
    assert tried(desk, "commit", "-q", "-a", "--no-verify", "-m", "less")[0] == 0
    code, said = tried(desk, "push", "-q", "origin", "main")
    assert code != 0 and "没有推送" in said
    assert tried(desk, "push", "-q", "origin", "main:draft")[0] == 0  # a draft publishes nothing


REGISTER = "content/registers/complaints.csv"
ROWS = (
    "id,received,channel,class,field,department\n"
    "CMP-2026-00001,2026-04-20 09:05,12315,small,food,amr\n"
)


@pytest.fixture
def book(desk: Forge) -> Path:
    """A register that was published, now saved in a spreadsheet with another row."""
    path = desk.clone / REGISTER
    path.parent.mkdir(exist_ok=True)
    path.write_text(ROWS, encoding="utf-8")
    desk.git("add", "-A")
    assert tried(desk, "commit", "-q", "-m", "a register")[0] == 0
    more = "CMP-2026-00002,2026/4/21 9:05,12315,small,food,amr\r\n"
    text = ROWS.replace("2026-04-20 09:05", "2026/4/20 9:05").replace("\n", "\r\n") + more
    path.write_bytes(text.encode("utf-8-sig"))
    return path


@pytest.mark.parametrize("words", [("-a",), ()], ids=str)
def test_hook_tidies_what_a_spreadsheet_saved(
    desk: Forge, book: Path, words: tuple[str, ...]
) -> None:
    """The commit has the canonical spelling, and nothing is left in the work tree."""
    if not words:
        desk.git("add", "-A")
    code, said = tried(desk, "commit", "-q", "-m", "a row", *words)
    assert code == 0 and "已整理" in said
    assert desk.git("diff", "HEAD~1", "--numstat").startswith(f"1\t0\t{REGISTER}")
    assert desk.git("status", "--porcelain") == ""


def test_hook_leaves_alone_what_is_staged_in_part(desk: Forge, book: Path) -> None:
    """What the official staged and what still lies beside it are the official's; the guard
    compares what cells mean."""
    desk.git("add", "-A")
    staged = desk.git("show", f":{REGISTER}")
    book.write_bytes(book.read_bytes() + b"CMP-2026-00003,,,,,\r\n")
    lying = book.read_bytes()
    tried(desk, "commit", "-q", "-m", "a part")
    assert book.read_bytes() == lying and desk.git("show", f":{REGISTER}") == staged


def test_hook_passes_a_commit_of_one_file(desk: Forge, book: Path) -> None:
    """`git commit FILE` has an index of its own that is thrown away: nothing is touched there."""
    before = book.read_bytes()
    assert tried(desk, "commit", "-q", "-m", "a row", REGISTER)[0] == 0
    assert book.read_bytes() == before and desk.git("status", "--porcelain") == ""


def test_hook_of_somebody_else_is_left_alone(forge: Forge) -> None:
    """`make hooks` replaces its own hooks, never a foreign one, and says what to add there."""
    assert make(forge).returncode == 0
    hook = forge.clone / ".git" / "hooks" / "pre-commit"
    assert make(forge).returncode == 0 and hook.stat().st_mode & 0o111
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = make(forge)
    assert done.returncode != 0 and "pipeline_hooks.py commit" in done.stderr
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"


def test_hooks_shared_by_repositories_are_left_alone(forge: Forge, tmp_path: Path) -> None:
    """Where core.hooksPath leads out of the repository nothing is written."""
    forge.git("config", "core.hooksPath", str(tmp_path / "shared"))
    done = make(forge)
    assert done.returncode != 0 and "core.hooksPath" in done.stderr
    assert not (tmp_path / "shared").exists()
