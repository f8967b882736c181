/** Every request to the API and the realm, and how many writes ran at the same time as another one. */

export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Null while it runs and where the connection was dropped. */
  status: number | null;
  readonly started: string;
  finished: string | null;
  /** A write that began while another one was running. */
  readonly overlap: boolean;
}

export class RequestLog {
  readonly #now: () => Date;
  #requests: LoggedRequest[] = [];
  #writesRunning = 0;
  #overlaps = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  get overlaps(): number {
    return this.#overlaps;
  }

  /** Answers what to call, once, with the status when the request is done. */
  begin(method: string, path: string): (status: number | null) => void {
    const isWrite = writes(method, path);
    const overlap = isWrite && this.#writesRunning > 0;
    const entry: LoggedRequest = {
      method,
      path,
      status: null,
      started: this.#now().toISOString(),
      finished: null,
      overlap,
    };
    this.#requests.push(entry);
    if (isWrite) this.#writesRunning += 1;
    if (overlap) this.#overlaps += 1;
    return (status) => {
      entry.status = status;
      entry.finished = this.#now().toISOString();
      if (isWrite) this.#writesRunning -= 1;
    };
  }

  clear(): void {
    this.#requests = [];
    this.#overlaps = 0;
  }
}

/** Calls that change data; the filter call is a read that happens to be a POST. */
export function writes(method: string, path: string): boolean {
  return method !== 'GET' && path.startsWith('/management/') && path !== '/management/indicators/filter';
}
