"""Whether a host's own style sheet moves anything in the kit's views: each is laid beside a copy that has only the kit's."""

from typing import Any

LOOK = """(selector) => {
  const sheets = [...document.styleSheets].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('\\n'));
  const ours = sheets.filter((text) => text.includes('.pj') && !text.includes('.jp-'));
  const moved = [];
  for (const root of document.querySelectorAll(selector)) {
    const frame = document.createElement('iframe');
    frame.style.cssText = `position: absolute; left: 0; top: 0; border: 0; height: 4000px; width: ${innerWidth}px`;
    document.body.append(frame);
    const page = frame.contentDocument;
    page.head.innerHTML = '<style>body { margin: 0 }</style>' + ours.map((text) => `<style>${text}</style>`).join('');
    page.body.innerHTML = `<div class="pj">${root.outerHTML}</div>`;
    const copy = page.body.firstElementChild.firstElementChild;
    const place = root.getBoundingClientRect();
    Object.assign(copy.style, { margin: '0', maxWidth: 'none', width: `${place.width}px` });
    const here = [...root.querySelectorAll('*')], there = [...copy.querySelectorAll('*')];
    here.forEach((one, at) => { if (one.value !== undefined && one.type !== 'file') there[at].value = one.value; });
    const start = copy.getBoundingClientRect();
    here.forEach((one, at) => {
      if (!one.getClientRects().length || one.tagName === 'OPTION') return;
      const a = one.getBoundingClientRect(), b = there[at].getBoundingClientRect();
      const by = [a.left - place.left - b.left + start.left, a.top - place.top - b.top + start.top,
        a.width - b.width, a.height - b.height];
      if (by.every((pixels) => Math.abs(pixels) <= 2)) return;
      moved.push(`${one.tagName} ${by.map(Math.round)} ${one.textContent.slice(0, 40)}`);
    });
    if (here.length < 5) moved.push(`nothing is drawn in ${root.className}`);
    frame.remove();
  }
  return document.querySelector(selector) ? moved : ['nothing is there'];
}"""


def moved(page: Any, selector: str) -> list[str]:
    """What of the views under `selector` lies more than two pixels from where the kit's own style sheets put it."""
    found: list[str] = page.evaluate(LOOK, selector)
    return found
