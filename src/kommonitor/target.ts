/** The target port over KomMonitor's REST interface: every method one request, except where a read must be explained. */
import { z } from 'zod';
import type { Target, TargetReader, TargetWriter, UnitFeature } from '../sync/target.ts';
import { isSuccess, parseJson, readAnswer, readFailure, unconfirmed } from './answer.ts';
import type { Api, ApiWrite } from './api.ts';
import { indicatorPatch, indicatorPost, valuesPut } from './indicator-payloads.ts';
import { featuresShape } from './read-features.ts';
import { indicatorShape, indicatorsShape } from './read-indicators.ts';
import { organizationalUnitsShape } from './read-organizational-units.ts';
import { topicsShape } from './read-topics.ts';
import { unitsShape } from './read-units.ts';
import { valuesShape } from './read-values.ts';
import { unitPatch, unitPost, unitPut } from './unit-payloads.ts';

/** Answered without a token; the best sign of life there is (contract, 1.9). */
export const PROBE_PATH = '/public/database/last-modification';
export const SIMULATOR_HEADER = 'x-kommonitor-simulator';

export function createKomMonitorTarget(api: Api): Target {
  return { ...createReader(api), ...createWriter(api) };
}

function createReader(api: Api): TargetReader {
  return {
    async identity() {
      const what = 'Erkennen von KomMonitor';
      const answer = await api.ask({ path: PROBE_PATH, what, anonymous: true });
      if (!isSuccess(answer)) throw readFailure(answer, what);
      readAnswer(answer, z.looseObject({}), what);
      return { url: api.url, simulator: answer.headers[SIMULATOR_HEADER] === '1' };
    },
    async units() {
      const listed = await api.read({ path: '/spatial-units', what: 'Lesen der Raumeinheiten' }, unitsShape);
      return listed.map(({ unit }) => unit);
    },
    features: (unitId) => readFeatures(api, unitId),
    indicators: () => api.read({ path: '/indicators', what: 'Lesen der Indikatoren' }, indicatorsShape),
    async indicator(id) {
      const what = 'Lesen eines Indikators';
      const answer = await api.ask({ path: indicatorPath(id), what });
      // KomMonitor has no 404: an unknown id is 403, as is one that may not be seen.
      if (answer.status === 403) return undefined;
      if (!isSuccess(answer)) throw readFailure(answer, what);
      return readAnswer(answer, indicatorShape, what);
    },
    async values(indicatorId, unitId) {
      const path = `${linkPath(indicatorId, unitId)}/without-geometry`;
      return api.read({ path, what: 'Lesen der Indikatorwerte' }, valuesShape);
    },
    topics: () =>
      api.read(
        { path: '/public/topics?topicType=indicator', what: 'Lesen der Themen', anonymous: true },
        topicsShape,
      ),
    async organizationalUnits() {
      const what = 'Lesen der Organisationseinheiten';
      const units = await api.read({ path: '/organizationalUnits', what }, organizationalUnitsShape);
      return units.map(({ id, name, permissions }) => ({ id, name, permissions }));
    },
  };
}

function createWriter(api: Api): TargetWriter {
  const send = async (request: ApiWrite): Promise<void> => {
    await api.write(request);
  };
  return {
    async createUnit(unit, access, upload, lastUpdate) {
      const body = unitPost(unit, access, upload, lastUpdate);
      const what = `Anlegen der Raumeinheit „${unit.name}“`;
      return create(api, { method: 'POST', path: '/spatial-units', body, what }, 'spatialUnitId');
    },
    async updateFeatures(unitId, upload) {
      const body = unitPut(upload);
      await send({ method: 'PUT', path: unitPath(unitId), body, what: 'Aktualisieren der Flächen' });
    },
    async describeUnit(unitId, unit, lastUpdate) {
      const body = unitPatch(unit, lastUpdate);
      const what = `Beschreiben der Raumeinheit „${unit.name}“`;
      await send({ method: 'PATCH', path: unitPath(unitId), body, what });
    },
    async createIndicator(description, topicId, access, lastUpdate) {
      const body = indicatorPost(description, topicId, access, lastUpdate);
      const what = `Anlegen des Indikators „${description.name}“`;
      return create(api, { method: 'POST', path: '/indicators', body, what }, 'indicatorId');
    },
    async describeIndicator(indicatorId, state, lastUpdate) {
      const body = indicatorPatch(state, lastUpdate);
      const what = `Beschreiben des Indikators „${state.description.name}“`;
      await send({ method: 'PATCH', path: indicatorPath(indicatorId), body, what });
    },
    async putValues(indicatorId, upload) {
      const body = valuesPut(upload);
      const what = `Senden der Werte für die Raumeinheit „${upload.unitName}“`;
      await send({ method: 'PUT', path: indicatorPath(indicatorId), body, what });
    },
    async clearFeatures(unitId) {
      await send({ method: 'DELETE', path: featuresPath(unitId), what: 'Entfernen aller Flächen' });
    },
    async deleteUnit(unitId) {
      await send({ method: 'DELETE', path: unitPath(unitId), what: 'Löschen einer Raumeinheit' });
    },
    async deleteIndicator(indicatorId) {
      await send({ method: 'DELETE', path: indicatorPath(indicatorId), what: 'Löschen eines Indikators' });
    },
    async deleteLink(indicatorId, unitId) {
      const path = linkPath(indicatorId, unitId);
      await send({ method: 'DELETE', path, what: 'Löschen einer Verknüpfung' });
    },
    async deleteDate(indicatorId, unitId, date) {
      const path = `${linkPath(indicatorId, unitId)}/${date.split('-').join('/')}`;
      await send({ method: 'DELETE', path, what: 'Löschen eines Stichtags' });
    },
  };
}

/** The server answers 500 for an empty unit: believed only where the list says so too. */
async function readFeatures(api: Api, unitId: string): Promise<readonly UnitFeature[]> {
  const what = 'Lesen der Flächen';
  const answer = await api.ask({ path: featuresPath(unitId), what });
  if (isSuccess(answer)) return readAnswer(answer, featuresShape, what);
  if (answer.status === 500 && (await isEmptyUnit(api, unitId))) return [];
  throw readFailure(answer, what);
}

async function isEmptyUnit(api: Api, unitId: string): Promise<boolean> {
  const listed = await api.read({ path: '/spatial-units', what: 'Lesen der Raumeinheiten' }, unitsShape);
  return listed.some(({ unit, empty }) => unit.id === unitId && empty);
}

/** Id of what was created. An answer that cannot be trusted leaves the outcome uncertain, not failed. */
async function create(api: Api, request: ApiWrite, idMember: string): Promise<string> {
  const answer = await api.write(request);
  const id = idIn(
    parsedOrNothing(() => parseJson(answer, request.what)),
    idMember,
  );
  if (id === undefined) throw unconfirmed(request.what, 'ohne Kennung');
  const location = answer.headers.location;
  // the server writes the bare id; a proxy may have made an address of it
  if (location !== undefined && location !== id && !location.endsWith(`/${id}`))
    throw unconfirmed(request.what, 'mit zwei verschiedenen Kennungen');
  return id;
}

function parsedOrNothing(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function idIn(json: unknown, member: string): string | undefined {
  const id =
    json !== null && typeof json === 'object' ? (json as Record<string, unknown>)[member] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function unitPath(unitId: string): string {
  return `/spatial-units/${part(unitId)}`;
}

function featuresPath(unitId: string): string {
  return `${unitPath(unitId)}/allFeatures`;
}

function indicatorPath(indicatorId: string): string {
  return `/indicators/${part(indicatorId)}`;
}

function linkPath(indicatorId: string, unitId: string): string {
  return `${indicatorPath(indicatorId)}/${part(unitId)}`;
}

/** An empty id would turn the deletion of one thing into a request against the whole list. */
function part(id: string): string {
  if (!/^[\w-]+$/.test(id)) throw new RangeError('not an id of the target');
  return id;
}
