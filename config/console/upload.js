// Sends a file in chunks (tus 1.0), so that it can be paused and gone on with; the form itself is sent afterwards.
const form = document.querySelector('[data-upload]');
const part = (name) => form?.querySelector(`[data-upload-${name}]`);
const CHUNK = 4_000_000;
const decimal = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const megabytes = (bytes) => `${decimal.format(bytes / 1e6)} MB`;

class SessionOver extends Error {}
const state = { id: '', offset: 0, isPaused: false, isCancelled: false, request: undefined };

form?.addEventListener('submit', (event) => {
  const file = part('file').files[0];
  if (!file || part('id').value !== '') return;
  event.preventDefault();
  if (file.size > Number(form.dataset.largest)) {
    tellError(
      `Die Datei ist größer als erlaubt (${megabytes(file.size)}, erlaubt sind ${megabytes(form.dataset.largest)}). In KomMonitor wurde nichts geändert.`,
    );
    return;
  }
  // An empty file has no pieces; the form says what is wrong with it.
  if (file.size === 0) form.submit();
  else if (part('progress').hidden) void send(file);
});

part('pause')?.addEventListener('click', () => {
  state.isPaused = !state.isPaused;
  part('pause').setAttribute('aria-pressed', String(state.isPaused));
  part('pause').firstElementChild.textContent = state.isPaused ? 'Fortsetzen' : 'Anhalten';
  if (state.isPaused) state.request?.abort();
  else state.goOn?.();
});

part('cancel')?.addEventListener('click', () => void cancel());

async function cancel() {
  state.isCancelled = true;
  state.request?.abort();
  state.goOn?.();
  if (state.id !== '') await ask('DELETE', state.id).catch(() => undefined);
  location.reload();
}

async function send(file) {
  tellError('');
  part('progress').hidden = false;
  const begun = { at: performance.now(), offset: 0 };
  try {
    const known = [...form.querySelectorAll('[data-upload-open]')].find(
      ({ dataset }) =>
        dataset.name === file.name.normalize('NFC') &&
        Number(dataset.bytes) === file.size &&
        dataset.changed === String(file.lastModified),
    );
    const key = JSON.stringify([file.name, file.size, file.lastModified]);
    if (state.key !== key) state.id = known ? `${form.dataset.upload}/${known.dataset.uploadOpen}` : '';
    state.key = key;
    state.offset = state.id === '' ? await create(file) : await offsetOf(state.id);
    begun.offset = state.offset;
    while (state.offset < file.size && !state.isCancelled) {
      if (state.isPaused) {
        tell(file, begun, 'Angehalten');
        await new Promise((resolve) => (state.goOn = resolve));
        begun.at = performance.now();
        begun.offset = state.offset;
        continue;
      }
      tell(file, begun);
      await sendChunk(file);
    }
    if (state.isCancelled) return;
    tell(file, begun, 'Angekommen, wird geprüft');
    part('id').value = state.id.split('/').at(-1);
    part('file').disabled = true;
    form.submit();
  } catch (error) {
    part('progress').hidden = true;
    if (error instanceof SessionOver) logIn();
    else tellError(error.message);
  }
}

// Without the file the server keeps what was typed and asks for the log-in; what has arrived of it stays.
function logIn() {
  part('file').disabled = true;
  form.submit();
}

async function create(file) {
  const named = [
    ['name', file.name],
    ['changed', String(file.lastModified)],
  ];
  const metadata = named.map(([key, text]) => `${key} ${base64(text)}`).join(',');
  const answer = await ask('POST', form.dataset.upload, {
    'upload-length': String(file.size),
    'upload-metadata': metadata,
  });
  if (answer.status !== 201) throw new Error(await refused(answer));
  state.id = answer.headers.get('location');
  return 0;
}

// A chunk that fails is sent again from where the server says it is, after ever longer pauses.
async function sendChunk(file) {
  for (let attempt = 1; !state.isPaused && !state.isCancelled; attempt += 1) {
    try {
      const body = file.slice(state.offset, state.offset + CHUNK);
      const answer = await ask('PATCH', state.id, { 'upload-offset': String(state.offset) }, body);
      if (answer.status === 204) {
        state.offset = Number(answer.headers.get('upload-offset'));
        return;
      }
      if (answer.status !== 409 && answer.status < 500) throw new Error(await refused(answer));
      if (attempt > 6) throw new Error(await refused(answer));
    } catch (error) {
      if (state.isPaused || state.isCancelled) {
        if (!state.isCancelled) state.offset = await offsetOf(state.id).catch(() => state.offset);
        return;
      }
      if (!(error instanceof TypeError)) throw error;
      part('text').textContent = 'Die Verbindung ist unterbrochen. Es geht von selbst weiter.';
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** attempt)));
    state.offset = await offsetOf(state.id).catch(() => state.offset);
  }
}

async function offsetOf(url) {
  const answer = await ask('HEAD', url);
  if (answer.status !== 200) throw new Error(await refused(answer));
  return Number(answer.headers.get('upload-offset'));
}

async function ask(method, url, headers = {}, body) {
  state.request = new AbortController();
  const answer = await fetch(url, {
    method,
    ...(body ? { body } : {}),
    redirect: 'manual',
    signal: state.request.signal,
    headers: {
      'tus-resumable': '1.0.0',
      'x-formular': form.elements.formular.value,
      ...(body ? { 'content-type': 'application/offset+octet-stream' } : {}),
      ...headers,
    },
  });
  if (answer.type === 'opaqueredirect') throw new SessionOver();
  return answer;
}

async function refused(answer) {
  if (answer.status === 413) {
    const text = await answer.text();
    return text.startsWith('Maximum')
      ? `Die Datei ist größer als erlaubt (erlaubt sind ${megabytes(form.dataset.largest)}).`
      : text;
  }
  if (answer.status === 404 || answer.status === 410)
    return 'Diese Übertragung gibt es nicht mehr. Laden Sie die Seite neu.';
  return 'Die Übertragung ist fehlgeschlagen. In KomMonitor wurde nichts geändert. Versuchen Sie es noch einmal.';
}

let told = 0;
function tell(file, begun, word = 'Wird übertragen') {
  const sent = state.offset - begun.offset;
  const seconds = (performance.now() - begun.at) / 1000;
  const left = sent > 0 ? ((file.size - state.offset) * seconds) / sent : undefined;
  const text = `${word}: ${megabytes(state.offset)} von ${megabytes(file.size)}${left > 1 && !state.isPaused ? `, noch etwa ${duration(left)}` : ''}`;
  part('text').textContent = text;
  part('bar').max = file.size;
  part('bar').value = state.offset;
  if (Date.now() - told < 5000) return;
  told = Date.now();
  part('status').textContent = text;
}

function duration(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

function tellError(text) {
  part('error').hidden = text === '';
  part('error-text').textContent = text;
  const field = part('file');
  if (text === '') return field.removeAttribute('aria-invalid');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', 'datei-fehler');
  field.focus();
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
