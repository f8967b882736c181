/** One request at a time per account: the services answer a second one with an error. Within this process. */

const last = new Map<string, Promise<void>>();

/** Waits until the account is free and takes it. Call what it answers to give it back. */
export async function takeTurn(account: string, signal: AbortSignal): Promise<() => void> {
  signal.throwIfAborted();
  const before = last.get(account) ?? Promise.resolve();
  const { promise: done, resolve: giveBack } = withResolvers();
  last.set(
    account,
    before.then(() => done),
  );
  const { promise: aborted, resolve: abort } = withResolvers();
  signal.addEventListener('abort', abort, { once: true });
  await Promise.race([before, aborted]);
  signal.removeEventListener('abort', abort);
  if (signal.aborted) giveBack();
  signal.throwIfAborted();
  return giveBack;
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
