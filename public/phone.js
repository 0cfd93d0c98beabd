// The phone page works by plain forms. This script spares the reloads and brings news: a stream of events says "look
// again", and the page also asks by itself every few seconds, so a lost stream costs seconds and never a message.
(() => {
  const phone = document.getElementById('phone');
  const screen = document.getElementById('screen');
  const log = document.getElementById('log');
  const notice = document.getElementById('notice');
  const text = document.getElementById('text');
  const quoted = document.getElementById('quoted');
  const quoting = document.getElementById('quoting');
  const query = `form=${phone.dataset.form}&lang=${phone.dataset.lang}`;

  const CALM = 20_000; // while the stream is open
  const BUSY = 4_000; // without it
  const PATIENCE = 20_000; // one bar of signal is slow, not gone

  let etag = '';
  let looking = false;
  let again = false;
  let sending = false;
  let streaming = false;
  let timer = 0;

  /** Puts the bubbles in place, touching only those that changed: focus and screen readers stay where they are. */
  function show(html) {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    const nearEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 120;
    const bubbles = [...fresh.content.children];
    const ids = new Set(bubbles.map((bubble) => bubble.id));
    for (const old of [...log.children]) if (!ids.has(old.id)) old.remove();
    bubbles.forEach((bubble, place) => {
      const old = document.getElementById(bubble.id);
      if (!old) log.insertBefore(bubble, log.children[place] ?? null);
      else if (old.outerHTML !== bubble.outerHTML) old.replaceWith(bubble);
    });
    if (nearEnd) toEnd();
  }

  const toEnd = () => {
    screen.scrollTop = screen.scrollHeight;
  };
  const say = (words) => {
    if (notice.textContent !== words) notice.textContent = words;
  };

  async function look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    clearTimeout(timer);
    try {
      const answer = await fetch(`/simulator/phone/messages?${query}`, {
        headers: etag ? { 'if-none-match': etag } : {},
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 200) {
        etag = answer.headers.get('etag') ?? '';
        show(await answer.text());
      }
      say('');
    } catch {
      say(phone.dataset.noLine);
    }
    looking = false;
    if (again) {
      again = false;
      return look();
    }
    timer = setTimeout(() => document.hidden || look(), streaming ? CALM : BUSY);
  }

  async function send(form, button) {
    if (sending) return;
    sending = true;
    const data = new URLSearchParams(new FormData(form));
    if (button?.name) data.set(button.name, button.value);
    data.set('fragment', 'yes');
    phone.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error(String(answer.status));
      etag = answer.headers.get('etag') ?? '';
      show(await answer.text());
      toEnd();
      say('');
      if (form.id === 'write') form.reset();
      if (form.id === 'write' || data.has('kind')) quote('');
      document.getElementById('attach')?.removeAttribute('open');
      text.focus({ preventScroll: true });
    } catch {
      say(phone.dataset.notSent);
    }
    phone.removeAttribute('aria-busy');
    sending = false;
  }

  function quote(id) {
    quoted.value = id;
    quoting.hidden = id === '';
    const words = id && document.getElementById(`m-${id}`)?.querySelector('.text')?.textContent;
    document.getElementById('quoted-text').textContent = (words || '').slice(0, 90);
    if (id) text.focus();
  }

  document.addEventListener('submit', (event) => {
    if (!event.target.action.endsWith('/simulator/phone/send')) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener('click', (event) => {
    const reply = event.target.closest('[data-quote]');
    if (!reply && event.target.id !== 'drop-quote') return;
    event.preventDefault();
    quote(reply ? reply.dataset.quote : '');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.getElementById('attach')?.removeAttribute('open');
  });
  document.addEventListener('visibilitychange', () => document.hidden || look());
  addEventListener('online', () => look());

  const stream = new EventSource(`/simulator/phone/events?${query}`);
  stream.addEventListener('open', () => {
    streaming = true;
  });
  stream.addEventListener('error', () => {
    streaming = false;
  });
  stream.addEventListener('changed', () => look());

  toEnd();
  look();
})();
