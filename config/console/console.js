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
