// Shows the outcome of a form first, and the progress of a run while it goes on. Everything else works without.
document.querySelector('[data-focus]')?.focus();

const live = document.querySelector('[data-live]');
if (live) {
  const part = (name) => live.querySelector(`[data-live-${name}]`);
  const source = new EventSource(live.dataset.live);
  let told = 0;
  source.addEventListener('stand', ({ data }) => {
    const { text, done, total } = JSON.parse(data);
    part('broken').hidden = true;
    part('text').textContent = text;
    const bar = part('bar');
    bar.hidden = total === 0;
    bar.max = Math.max(1, total);
    bar.value = done;
    // A screen reader is not to be interrupted more often.
    if (Date.now() - told < 5000) return;
    told = Date.now();
    part('status').textContent = text;
  });
  source.addEventListener('ende', () => {
    source.close();
    location.reload();
  });
  source.addEventListener('error', () => {
    part('broken').hidden = false;
  });
}

// Warns before a session ends. Another tab may have kept it alive; asking to extend it does no harm then.
const session = document.querySelector('[data-session]');
if (session) {
  const MINUTE = 60_000;
  const text = session.querySelector('[data-session-text]');
  const form = session.querySelector('[data-session-form]');
  const say = (name) => {
    text.textContent = session.querySelector(`[data-session-words="${name}"]`).textContent;
    session.classList.toggle('ks-session--open', name !== 'extended');
  };
  const last = Date.now() + Number(session.dataset.sessionLast) * 1000;
  let ending;
  const begin = () => {
    const idle = Number(session.dataset.session) * 1000;
    const isLast = last - Date.now() <= idle;
    ending = setTimeout(
      () => {
        say(isLast ? 'last' : 'idle');
        form.hidden = isLast;
        ending = setTimeout(() => {
          say('over');
          form.hidden = true;
        }, 5 * MINUTE);
      },
      isLast ? Math.max(0, last - Date.now()) : idle,
    );
  };
  const extend = async (sent) => {
    const { action } = sent;
    const body = new URLSearchParams(new FormData(sent));
    const answer = await fetch(action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
    if (answer?.status !== 204) return say('over');
    clearTimeout(ending);
    form.hidden = true;
    say('extended');
    text.focus();
    begin();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void extend(event.target);
  });
  begin();
}
