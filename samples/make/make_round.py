"""Lays out a small fictional round of plans, as bodies would hand it in: most whole, some with faults, one that cannot be read.

    python samples/make/make_round.py reports/round

Nothing is copied into the repository: the round is made of `samples/good` and `samples/bad`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent
HANDED_IN = {
    "จังหวัด.yaml": "good/context/province.yaml",
    "อำเภอเด่นชัย.yaml": "good/context/district.yaml",
    "อำเภอสูงเม่น.yaml": "bad/district-years-differ/plan.yaml",
    "ตำบลไทรย้อย.yaml": "good/context/tambon.yaml",
    "อบต.ไทรย้อย/แผนพัฒนาท้องถิ่น.yaml": "good/sai-yoi.yaml",
    "อบต.ห้วยไร่/แผนพัฒนาท้องถิ่น.yaml": "bad/dangling-reference/plan.yaml",
    "ทต.ปงป่าหวาย.yaml": "good/context/local-municipality.yaml",
    "หมู่บ้าน ตำบลไทรย้อย/หมู่ 1.yaml": "good/context/village-01.yaml",
    "หมู่บ้าน ตำบลไทรย้อย/หมู่ 2.yaml": "good/context/village-02.yaml",
    "หมู่บ้าน ตำบลไทรย้อย/หมู่ 3.yaml": "good/context/village-03.yaml",
    "หมู่ 1 ตำบลปงป่าหวาย.yaml": "good/context/village-pong-pa-wai.yaml",
    "สำนักงานเกษตรจังหวัด.yaml": "good/context/agency.yaml",
    "สำนักงานสาธารณสุขจังหวัด.yaml": "bad/agency-goal-without-origin/plan.yaml",
}
CONTEXT = ("cluster.yaml", "joint-local.csv", "units.csv")


def main(target: Path) -> None:
    """Writes the folders `handed-in` and `context` into `target`, in place of those of an earlier run."""
    for folder in ("handed-in", "context"):
        shutil.rmtree(target / folder, ignore_errors=True)
        (target / folder).mkdir(parents=True)
    for name, source in HANDED_IN.items():
        (target / "handed-in" / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(SAMPLES / source, target / "handed-in" / name)
    for name in CONTEXT:
        shutil.copyfile(SAMPLES / "good" / "context" / name, target / "context" / name)
    (target / "handed-in" / "ทต.เด่นชัย.xlsx").write_bytes(b"not a workbook: it stopped half-way")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "reports/round"))
