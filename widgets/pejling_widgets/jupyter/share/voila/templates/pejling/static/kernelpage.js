// @ts-check
// Tells when the calculation behind the page is gone, and fills the page's exercises when its cells are drawn.
// Loaded before Voilà's own script, so that it sees the websocket being made.
(() => {
  const CHECK_EVERY = 4000;
  const ANSWER_WITHIN = 4000;
  const RECONNECT_WITHIN = 5000;

  /** @type {Set<WebSocket>} */
  const open = new Set();
  let everOpen = false;
  let closedAt = 0;
  let answered = true;
  let gone = false;
  let hostLoaded = false;

  class WatchedSocket extends WebSocket {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols);
      if (!String(url).includes('/api/kernels/')) return;
      this.addEventListener('open', () => {
        open.add(this);
        everOpen = true;
        tell();
      });
      this.addEventListener('close', () => {
        if (open.delete(this)) closedAt = Date.now();
        check();
      });
    }
  }
  window.WebSocket = WatchedSocket;

  function kernelAddress() {
    const config = document.getElementById('jupyter-config-data');
    const { kernelId, baseUrl } = config ? JSON.parse(config.textContent ?? '{}') : {};
    return kernelId ? `${baseUrl}api/kernels/${kernelId}` : '';
  }

  async function check() {
    const address = kernelAddress();
    if (!address) {
      gone = true;
    } else if (!gone) {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), ANSWER_WITHIN);
      try {
        const answer = await fetch(address, { signal: limit.signal, cache: 'no-store' });
        answered = answer.ok;
        gone = answer.status === 403;
      } catch {
        answered = false;
      } finally {
        clearTimeout(timer);
      }
    }
    tell();
  }

  function tell() {
    const unattached = everOpen && open.size === 0 && Date.now() - closedAt > RECONNECT_WITHIN;
    const lost = gone || !answered || unattached;
    const banner = document.getElementById('pj-lost');
    if (!banner || banner.hidden === !lost) return;
    banner.hidden = !lost;
    if (!lost) {
      banner.replaceChildren();
      return;
    }
    const text = document.createElement('p');
    text.textContent = 'Forbindelsen til beregningen er tabt. Start siden igen.';
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = 'Start siden igen';
    again.addEventListener('click', () => location.reload());
    banner.replaceChildren(text, again);
  }

  /** Cells are drawn some time after the page is there, and the host is loaded when the last of them is. */
  function loadHostWhenDrawn() {
    if (hostLoaded || document.querySelector('script[type="application/vnd.voila.cell-output+json"]')) return;
    if (!document.querySelector('.pj-exercise')) return;
    hostLoaded = true;
    // What Jupyter styles as its own prose it also styles inside the exercises.
    for (const place of document.querySelectorAll('.pj-exercise')) {
      place.closest('.jp-RenderedHTMLCommon')?.classList.remove('jp-RenderedHTMLCommon');
    }
    import(document.body.dataset.hostScript ?? '');
  }

  /** ipywidgets draws a slider without telling a screen reader what it is for. */
  function nameSliders() {
    for (const handle of document.querySelectorAll('[role="slider"]:not([aria-label])')) {
      const label = handle.closest('.jupyter-widgets')?.querySelector('.widget-label')?.textContent;
      handle.setAttribute('aria-label', label || 'Skyder');
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    setInterval(check, CHECK_EVERY);
    const look = () => {
      loadHostWhenDrawn();
      nameSliders();
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  });
})();
