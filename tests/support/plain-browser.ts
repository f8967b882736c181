/** Goes through the pages of a served console as a browser without script does: a cookie, links and forms. */
export interface PlainBrowser {
  /** Status and text of the page at this path. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Sends the form of that page with this action, with what stands in its hidden fields. */
  send(page: string, action: string, fields?: Readonly<Record<string, string>>): Promise<number>;
}

export function plainBrowser(url: string): PlainBrowser {
  let cookie = '';
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) },
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return response;
  };
  return {
    async get(path) {
      const response = await ask(path);
      return { status: response.status, text: await response.text() };
    },
    async send(page, action, fields = {}) {
      const text = await (await ask(page)).text();
      const form = text.split('<form').find((each) => each.includes(`action="${action}"`)) ?? '';
      const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ]);
      const { status } = await ask(action, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
      });
      return status;
    },
  };
}
