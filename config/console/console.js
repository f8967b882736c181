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

// Sorts a table in place where every row is on the page; anywhere else its links go their way.
const WAYS = { auf: ['ascending', ' ▲', 'aufsteigend'], ab: ['descending', ' ▼', 'absteigend'] };
const german = new Intl.Collator('de');
const isNumeric = (head) => head.classList.contains('kern-table__header--numeric');

for (const table of document.querySelectorAll('[data-sortable]'))
  table.tHead.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    sortBy(link, table);
  });

function sortBy(link, table) {
  const { href } = link;
  const own = link.closest('th');
  const way = new URL(href).searchParams.get('richtung');
  const sign = way === 'ab' ? -1 : 1;
  const compare = isNumeric(own) ? (a, b) => a - b : (a, b) => german.compare(a, b);
  const rows = [...table.tBodies[0].rows].sort((a, b) => {
    const [one, other] = [a, b].map(({ cells }) => cells[own.cellIndex].dataset.sort);
    const byKey = german.compare(a.dataset.key, b.dataset.key);
    if (one === '' || other === '') return (one === '') - (other === '') || byKey;
    return sign * compare(one, other) || byKey;
  });
  table.tBodies[0].append(...rows);
  for (const head of table.tHead.querySelectorAll('[aria-sort]')) {
    const [now, arrow] = head === own ? WAYS[way] : ['none', ''];
    head.setAttribute('aria-sort', now);
    head.querySelector('span').textContent = arrow;
    const isDown = head === own ? way === 'auf' : isNumeric(head);
    change(head.querySelector('a'), { richtung: isDown ? 'ab' : 'auf' });
  }
  const file = document.querySelector('a[download][href*="ordnung="]');
  if (file) change(file, { ordnung: new URL(href).searchParams.get('ordnung'), richtung: way });
  history.replaceState(null, '', href);
  const title = link.firstChild.textContent;
  table.parentElement.querySelector('[data-sorted]').textContent = `Sortiert nach ${title}, ${WAYS[way][2]}.`;
}

function change(link, parameters) {
  const url = new URL(link.href);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  link.href = url;
}

// Tells of an area under the pointer what its row says, and marks both, until Escape or another one.
const box = document.querySelector('[data-area-box]');
if (box) {
  const rows = new Map([...document.querySelectorAll('[data-area]')].map((row) => [row.dataset.area, row]));
  const areaOf = (use) => use?.getAttribute('href').slice(1);
  const prompt = box.textContent;
  const marks = [];
  for (const map of document.querySelectorAll('.ks-map')) {
    // One who reads the box needs no second one from the browser.
    for (const use of map.children) if (rows.has(areaOf(use))) use.replaceChildren();
    for (const name of ['halo', 'mark']) {
      const mark = document.createElementNS(map.namespaceURI, 'use');
      mark.classList.add(`ks-map__${name}`);
      marks.push(mark);
      map.append(mark);
    }
  }
  let shown;
  const show = (area) => {
    shown?.classList.remove('ks-row-shown');
    shown = rows.get(area);
    shown?.classList.add('ks-row-shown');
    for (const mark of marks) mark.setAttribute('href', shown ? `#${area}` : '#');
    const heads = shown?.closest('table').tHead.rows[0].cells;
    const [name, ...values] = shown?.cells ?? [];
    const parts = values.map((cell) => `${heads[cell.cellIndex].textContent} ${cell.textContent}`);
    box.toggleAttribute('data-shown', shown !== undefined);
    box.textContent = shown ? `${name.textContent}: ${parts.join(', ')}` : prompt;
  };
  document.addEventListener('pointerover', ({ target }) => {
    const area = areaOf(target.closest('.ks-map > use')) ?? target.closest('[data-area]')?.dataset.area;
    if (rows.has(area)) show(area);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') show();
  });
  box.hidden = false;
}
