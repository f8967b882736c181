/** Batches of rows that end with the reason of the signal as soon as it is raised. */
export async function* abortable<Batch>(
  batches: AsyncIterable<Batch>,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  signal.throwIfAborted();
  for await (const batch of batches) {
    signal.throwIfAborted();
    yield batch;
  }
}
