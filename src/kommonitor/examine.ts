/** The doctor's look at KomMonitor, for what the configuration and the indicators of the jobs need there. */
import type { AccessNames } from '../engine/ports.ts';
import { SyncError } from '../errors.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import type { TargetCheck } from './check.ts';
import type { KomMonitorConnection } from './connect.ts';

export async function examineKomMonitor(
  { owner, viewers }: AccessNames,
  { jobs, indicators }: Pick<Catalogue, 'jobs' | 'indicators'>,
  connection: () => Promise<KomMonitorConnection>,
): Promise<readonly TargetCheck[]> {
  const topics = new Map(
    [...jobs.values()]
      .flatMap((job) => job.indicators)
      .flatMap((id) => indicators.get(id) ?? [])
      .map(({ description: { topic } }) => [topic.join(' / '), topic] as const),
  );
  try {
    return await (await connection()).examine({ owner, viewers, topics: [...topics.values()] });
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    // Which secret it is stands among the secrets.
    const isSecret = error.code.startsWith('config.secret');
    const text = isSecret
      ? 'KomMonitor wurde nicht geprüft: Das Geheimnis für die Anmeldung fehlt.'
      : error.message;
    return [{ id: 'target', state: 'fail', text, hint: error.hint }];
  }
}
