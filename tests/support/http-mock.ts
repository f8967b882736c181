/**
 * Answers that no well-behaved server gives: broken, rare, cut off. A thin cover over nock that fails a test
 * on an expectation nobody used and on a request nobody expected. Ordinary answers come from the simulator.
 */
import nock from 'nock';

export interface HttpMock {
  /** Expectations for one origin, such as `https://kommonitor.example`. */
  at(origin: string): nock.Scope;
  /** Ends the mocking; throws where an expectation was not used or a request met none. */
  finish(): void;
}

const THIS_MACHINE = /\b(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/;

// nock takes over all of HTTP as soon as it is imported; here only between start and finish
nock.restore();

/** Servers on this machine stay reachable; everything else must be expected. */
export function startHttpMock(): HttpMock {
  const unexpected: string[] = [];
  const onNoMatch = (request: unknown) => {
    const text = describeRequest(request);
    if (!THIS_MACHINE.test(text)) unexpected.push(text);
  };
  nock.disableNetConnect();
  nock.enableNetConnect(THIS_MACHINE);
  nock.activate();
  nock.emitter.on('no match', onNoMatch);

  return {
    at: (origin) => nock(origin),
    finish() {
      const unused = nock.pendingMocks();
      nock.emitter.off('no match', onNoMatch);
      nock.abortPendingRequests();
      nock.cleanAll();
      nock.enableNetConnect();
      nock.restore();
      const problems = [
        ...unused.map((mock) => `expected, but never requested: ${mock}`),
        ...unexpected.map((request) => `requested, but not expected: ${request}`),
      ];
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

/** Method and address only: headers hold tokens. */
function describeRequest(request: unknown): string {
  const { method, url, host, path } = request as Partial<Record<'method' | 'url' | 'host' | 'path', string>>;
  return `${method ?? '?'} ${url ?? `${host ?? ''}${path ?? ''}`}`;
}
