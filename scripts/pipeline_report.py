"""What a run of a pipeline found, told on its log and as one summary for people.

It is shown on the page of the run, as a comment on the merge request, and kept with the report.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Problem, folded
from fangxin.change.effect.markdown import harmless
from fangxin.registry.git import GitError

SHOWN = 30  # problems in the summary
OUTPUT_BYTES = 96_000  # another job gets it as one variable, which systems limit to 128 KiB
MARKS = {0: "✅ 通过", 1: "❌ 不能放行", 2: "⚠️ 没有做成"}
DIFF = "影响说明 diff"
TOLD = "📄 见下，请逐家核对"  # it says what would be, not that it is right


@dataclass
class Run:
    """One run of a pipeline: where reports go, how problems are written, what each step gave."""

    report: Path
    style: str
    codes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The worst of what the steps gave."""
        return max(self.codes.values(), default=2)

    def note(self, zh: str, en: str) -> None:
        """Say something, on the log and in the summary."""
        print(f"fangxin: {zh} | {en}", flush=True)
        self.notes.append(zh)

    def fail(self, step: str, error: GitError) -> int:
        """A step that could not be done at all."""
        self.codes[step] = 2
        self.note(error.zh, error.en)
        return 2

    def tell(self, problems: Sequence[Problem]) -> None:
        """Print problems as the forge wants them, and keep them for the summary."""
        known = set(self.problems)
        fresh = [problem for problem in dict.fromkeys(problems) if problem not in known]
        for problem in folded(fresh):
            print(problem.as_github() if self.style == "github" else str(problem), flush=True)
        self.problems += fresh


def summarise(run: Run) -> str:
    """The summary for people, as Markdown: what each step gave, what is wrong, whom it affects."""
    lines = ["## 放心消费登记簿：检查结果", "", "| 步骤 | 结果 |", "|---|---|"]
    for step, code in run.codes.items():
        mark = TOLD if step == DIFF and code == 0 else MARKS[code]
        lines.append(f"| {step} | {mark} |")
    lines += ["", *(f"> {harmless(note)}\n" for note in run.notes)]
    wrong = [problem for problem in run.problems if problem.level == "error"]
    if wrong:
        lines += ["### 须改正的地方", ""]
        lines += [
            f"- **{harmless(str(one.place))}**（{one.code}）{harmless(one.zh)}"
            for one in folded(wrong, 5)[:SHOWN]
        ]
        lines += [f"- …… 另有 {len(wrong) - SHOWN} 处，见日志"] * (len(wrong) > SHOWN)
        lines.append("")
    effect = run.report / "effect.md"
    lines += [effect.read_text(encoding="utf-8")] if effect.is_file() else []
    return "\n".join(lines).rstrip() + "\n"


def short(text: str, most: int = OUTPUT_BYTES) -> str:
    """As many whole lines as fit into ``most`` bytes, and that some are left out."""
    if len(text.encode()) <= most:
        return text
    cut = text.encode()[:most].decode("utf-8", "ignore").rpartition("\n")[0]
    return f"{cut}\n\n…… 太长，其余见附件 | the rest is in the report\n"


def append(path: Path, text: str) -> None:
    """Write at the end of a file."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def say_all(run: Run, summary: Path | None, outputs: Path | None) -> None:
    """Write the summary into the report, at the end of ``summary``, and as an output of the job."""
    text = summarise(run)
    (run.report / "summary.md").write_text(text, encoding="utf-8")
    if summary:
        append(summary, text)
    if outputs:
        end = f"end-{secrets.token_hex(16)}"  # nobody can write the line that ends the output
        append(outputs, f"summary<<{end}\n{short(text)}{end}\n")
    print(f"fangxin: {MARKS[run.code]}（{run.report}）", flush=True)
