"""Taps at a visit: how long until a tap is seen, on a slow tablet without a network, and whether any of them is lost.

`python bench/tapping.py`, with nothing else running. `cpu_ms_each` is the page's own work for a tap, whatever else runs.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parent
ROOTS = ("tests", "core", "widgets", "server", "supervision")
sys.path[:0] = [str(BENCH), *(str(BENCH.parent / name) for name in ROOTS)]

from browser import QUIET  # noqa: E402 - after the path
from clients import quantile  # noqa: E402
from playwright.sync_api import CDPSession, sync_playwright  # noqa: E402
from run_all import find_browser  # noqa: E402
from serving import Client, serve  # noqa: E402

TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True, "locale": "da-DK"}
SLOWER = 4
PACE_MS = 125

TIMED = """() => {
  window.waits = [];
  document.addEventListener("pointerdown", (event) => {
    const shown = event.target.closest(".pj-observation-tap")?.querySelector(".pj-observation-count");
    if (!shown) return;
    const before = shown.textContent;
    requestAnimationFrame(() => {  // the next task after a frame's callbacks comes when the frame was drawn
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.waits.push(shown.textContent === before ? 1e6 : performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  }, true);
}"""

PLACES = """() => [...document.querySelectorAll(".pj-observation-tap")].map((el) => el.getBoundingClientRect())
  .map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))
  .filter(({ x, y }) => document.elementFromPoint(x, y)?.closest(".pj-observation-tap"))"""


def measure(folder: Path, taps: int = 1_000) -> dict[str, Any]:
    """Milliseconds from a finger's touch to the frame that shows it, and how many taps were kept once the network was back."""
    with serve(folder) as served, sync_playwright() as playwright:
        trainer = Client(served.url).by_link(served.trainer_link)
        course = trainer.post("/api/courses", {"title": "Tryk"})["course"]
        for name in ("Anna Prøve", "Bo Prøve"):
            trainer.post(f"/api/console/{course}/people", {"name": name, "organisation": "Jobcenter"})
        code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
        observer = Client(served.url).join(code, "Bo Prøve")
        trainer.post(f"/api/console/{course}/supervision/plan", {"rounds": 1})
        visit = next(one["id"] for one in observer.get(f"/api/course/{course}/visits")["visits"] if not one["to_me"])
        chromium = playwright.chromium.launch(executable_path=find_browser(os.environ), args=[*QUIET, "--no-sandbox"])
        context = chromium.new_context(base_url=served.url, **TABLET)
        context.add_cookies([{"name": one.name, "value": one.value or "", "url": served.url} for one in observer.http.cookies.jar])
        page = context.new_page()
        page.goto(f"/hold/{course}/besoeg/{visit}")
        for box in page.get_by_role("group", name="Vælg tre til fem").get_by_role("checkbox").all()[:4]:
            box.check()
        page.get_by_role("button", name="Samtalen begynder").click()
        buttons = page.locator(".pj-observation-tap")
        buttons.first.wait_for()
        page.wait_for_timeout(1_500)  # what was done so far is sent, so that the cut is the conversation's alone
        page.evaluate(TIMED)
        buttons.first.evaluate("el => el.scrollIntoView({ block: 'start', behavior: 'instant' })")
        places = page.evaluate(PLACES)
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        context.set_offline(True)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _worked(devtools)
        for number in range(taps):
            point = places[number % len(places)]
            devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
            devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            page.wait_for_timeout(PACE_MS)
        waits, worked = page.evaluate("window.waits"), _worked(devtools) - before
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        context.set_offline(False)
        page.wait_for_timeout(3_000)
        page.reload()
        buttons.first.wait_for()
        kept = sum(int(text) for text in page.locator(".pj-observation-count").all_inner_texts())
        chromium.close()
    return {"taps": taps, "seen": len(waits), "kept": kept, "cpu_ms_each": round(1_000 * worked / taps, 2),
            "p50_ms": round(quantile(waits, 0.5), 1),
            "p95_ms": round(quantile(waits, 0.95), 1), "max_ms": round(max(waits), 1)}


def _worked(devtools: CDPSession) -> float:
    """Seconds of processor that the page's tasks have taken: the same on a busy machine as on a quiet one."""
    told = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(measure(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
