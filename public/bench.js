// The simulator works by plain forms. This script spares the reloads: what is sent comes back as the parts of the page that
// changed, and a stream of events says when a lesson's file was edited.
(() => {
  const studio = document.querySelector('.studio');
  const PATIENCE = 20_000; // one bar of signal is slow, not gone

  document.addEventListener('click', async (event) => {
    const copy = event.target.closest('[data-copy]');
    if (!copy) return;
    const kept = document.getElementById(copy.dataset.copy);
    try {
      await navigator.clipboard.writeText(kept.value);
    } catch {
      kept.select(); // without permission, or over plain http: hers to press
      document.execCommand('copy');
    }
    copy.textContent = copy.dataset.copied;
  });
  if (!studio) return;

  const news = document.getElementById('news');
  let busy = false;
  let missed = false;

  const toEnd = (log) => {
    const screen = log.closest('.screen');
    screen.scrollTop = screen.scrollHeight;
  };

  /** Bubbles are replaced one by one, so that focus and screen readers stay where they are. */
  function list(log, fresh) {
    const ids = new Set([...fresh.children].map((item) => item.id));
    for (const old of [...log.children]) if (!ids.has(old.id)) old.remove();
    let added = false;
    [...fresh.children].forEach((item, place) => {
      const old = document.getElementById(item.id);
      if (!old) {
        item.classList.add('fresh');
        log.insertBefore(item, log.children[place] ?? null);
        added = true;
      } else if (old.innerHTML !== item.innerHTML) old.innerHTML = item.innerHTML;
    });
    if (added) toEnd(log);
  }

  function show(html) {
    const parts = document.createElement('template');
    parts.innerHTML = html;
    for (const part of parts.content.querySelectorAll('template')) {
      const place = document.getElementById(part.dataset.for);
      if (!place) continue;
      if (place.tagName === 'OL') list(place, part.content);
      else if (place.innerHTML !== part.innerHTML) {
        const open = place.querySelector('details')?.open;
        const at = place.querySelector('.canvas');
        const seen = at && [at.scrollLeft, at.scrollTop];
        place.innerHTML = part.innerHTML;
        if (open) place.querySelector('details').open = true;
        if (seen) [place.querySelector('.canvas').scrollLeft, place.querySelector('.canvas').scrollTop] = seen;
      }
    }
    toHere();
  }

  /** The step where she is comes into view, within its own frame. */
  function toHere() {
    const canvas = document.querySelector('.canvas');
    const here = canvas?.querySelector('.on-whatsapp, .on-sms');
    if (!here) return;
    const [frame, step] = [canvas.getBoundingClientRect(), here.getBoundingClientRect()];
    if (step.top < frame.top || step.bottom > frame.bottom) canvas.scrollTop += step.top - frame.top - frame.height / 3;
    if (step.left < frame.left || step.right > frame.right)
      canvas.scrollLeft += step.left - frame.left - frame.width / 3;
  }

  const tell = (words) => {
    const note = document.createElement('p');
    note.className = 'note bad';
    note.textContent = words;
    news.replaceChildren(note);
  };

  async function send(form, button) {
    if (busy) return;
    busy = true;
    const data = new URLSearchParams(new FormData(form));
    if (button?.name) data.set(button.name, button.value);
    data.set('fragment', 'yes');
    studio.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, signal: AbortSignal.timeout(PATIENCE) });
      const html = await answer.text();
      if (!answer.ok) throw new Error(reason(html));
      show(html);
      const text = form.querySelector('input[name=text]');
      if (text) {
        text.value = '';
        form.querySelector('input[name=fault]').checked = true;
        text.focus({ preventScroll: true });
      }
      for (const open of document.querySelectorAll('.list[open], .attach[open]')) open.open = false;
    } catch (error) {
      tell(error.message && error.name === 'Error' ? error.message : studio.dataset.notSent);
    }
    studio.removeAttribute('aria-busy');
    busy = false;
    if (missed) look();
  }

  /** An error comes as JSON, in its own words. */
  function reason(body) {
    try {
      const { message, detail, title } = JSON.parse(body);
      return message ?? detail ?? title ?? '';
    } catch {
      return '';
    }
  }

  async function look() {
    missed = busy;
    if (busy) return;
    try {
      const answer = await fetch(`/simulator/view?${studio.dataset.query}`, { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) show(await answer.text());
    } catch {
      // the next edit, or the next click, tells
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    const action = event.submitter?.hasAttribute('formaction') ? event.submitter.formAction : form.action;
    if (!action.endsWith('/simulator/act')) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  document.getElementById('setup').addEventListener('change', (event) => event.currentTarget.submit());

  document.addEventListener('click', (event) => {
    const tab = event.target.closest('[data-show]');
    if (tab) {
      event.preventDefault();
      showOnly(tab.dataset.show);
    }
    for (const open of document.querySelectorAll('.list[open], .attach[open]'))
      if (!open.contains(event.target)) open.open = false;
    if (event.target.closest('a.node')) document.getElementById('in-words').open = true;
  });

  /** On a narrow screen: one phone, or the flow. */
  function showOnly(shown) {
    for (const tab of document.querySelectorAll('[data-show]')) {
      if (tab.dataset.show === shown) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
    const panels = { whatsapp: 'phone-whatsapp', sms: 'phone-sms' };
    for (const name of ['whatsapp', 'sms']) document.getElementById(panels[name]).dataset.shown = name === shown;
    document.querySelector('section.flow').dataset.shown = shown === 'flow';
    const address = new URL(location.href);
    address.searchParams.set('show', shown);
    history.replaceState(null, '', address);
    for (const log of document.querySelectorAll('.screen ol')) toEnd(log);
    toHere();
  }

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const open of document.querySelectorAll('.list[open], .attach[open]')) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  });
  // A sheet takes the focus to its first row, as a finger goes there.
  document.addEventListener(
    'toggle',
    (event) => {
      if (event.target.open && event.target.matches('.list')) event.target.querySelector('button')?.focus();
    },
    true,
  );

  let first = true;
  const stream = new EventSource('/simulator/news');
  stream.addEventListener('changed', () => {
    if (!first) look();
    first = false;
  });

  for (const log of document.querySelectorAll('.screen ol')) toEnd(log);
  toHere();
})();
