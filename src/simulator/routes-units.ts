/** The calls below `/spatial-units` (contract 1.4). */
import { OCTET_TYPE, JSON_TYPE } from './accept.ts';
import { holdsCreatorRole, levelsOn, mayAccess, mayChange } from './access.ts';
import { featuresPut, ownershipPut, permissionsPut, recordPut, unitPatch, unitPost } from './bodies.ts';
import { needed, notFound } from './failure.ts';
import {
  changeRecord,
  collectionOf,
  deleteRecord,
  deleteSingleFeature,
  recordOf,
  singleFeature,
  validOn,
} from './feature-table.ts';
import { featureUploadOf, ownerOf, permissionIds, today } from './inputs.ts';
import {
  created,
  dayOf,
  done,
  found,
  geoJson,
  json,
  notOk,
  readable,
  route,
  type Call,
  type Route,
} from './route.ts';
import { touch, type Level, type StoredUnit } from './state.ts';
import { alongChain, createUnit, deleteUnit, patchUnit, unitOverview } from './units.ts';
import { uploadFeatures } from './versioning.ts';

const ROOT = '/spatial-units';
const ONE = `${ROOT}/:id`;
const FEATURE = `${ONE}/singleFeature/:featureId`;
const RECORD = `${FEATURE}/singleFeatureRecord/:recordId`;
const TOUCHES = { touches: 'spatial-units' } as const;

export function unitRoutes(): Route[] {
  return [...listRoutes(), ...readRoutes(), ...metadataRoutes(), ...featureRoutes(), ...accessRoutes()];
}

function find({ state, params }: Call): StoredUnit | undefined {
  return state.units.find((unit) => unit.id === params['id']);
}

function changeable(level: Level): (call: Call) => boolean {
  return (call) => mayChange(call.state, call.caller, find(call), level);
}

function listRoutes(): Route[] {
  const list = (call: Call) => {
    const visible = call.state.units.filter((unit) => mayAccess(call.state, call.caller, unit, 'viewer'));
    return json(alongChain(visible).map((unit) => unitOverview(call.state, unit, call.caller)));
  };
  return [
    route({ method: 'GET', path: ROOT, handle: list }),
    route({
      method: 'GET',
      path: `/public${ROOT}`,
      readsAccept: true,
      handle: (call) => list({ ...call, caller: null }),
    }),
  ];
}

function readRoutes(): Route[] {
  const common = { find, produces: JSON_TYPE };
  return [
    ...readable({
      find,
      path: ONE,
      readsAccept: true,
      handle: (call, unit) => json(unitOverview(call.state, unit, call.caller)),
    }),
    ...readable({
      ...common,
      path: `${ONE}/allFeatures`,
      handle: (_call, unit) => geoJson(collectionOf(unit.features, unit.features.rows), unit.features.table),
    }),
    ...readable({
      find,
      path: `${ONE}/:year/:month/:day`,
      produces: OCTET_TYPE,
      handle: (call, { features }) =>
        geoJson(collectionOf(features, validOn(features.rows, dayOf(call))), features.table),
    }),
    ...readable({
      find,
      path: `${ONE}/schema`,
      readsAccept: true,
      handle: (_call, { jsonSchema }) => ({ ...json(null), body: jsonSchema ?? '' }),
    }),
    ...readable({
      ...common,
      path: FEATURE,
      handle: ({ params }, { features }) =>
        geoJson(singleFeature(features, params['featureId'] ?? ''), features.table),
    }),
    ...readable({
      ...common,
      path: RECORD,
      handle: ({ params }, { features }) =>
        geoJson(collectionOf(features, [recordOf(features, params['recordId'] ?? '')]), features.table),
    }),
  ];
}

function metadataRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: ROOT,
      body: unitPost,
      ...TOUCHES,
      allow: ({ caller }) => caller !== null && holdsCreatorRole(caller, 'resources'),
      handle: ({ state }, sent) => {
        const unit = createUnit(state, sent);
        return created(unit.id, unitOverview(state, unit, undefined));
      },
    }),
    route({
      method: 'PATCH',
      path: ONE,
      body: unitPatch,
      ...TOUCHES,
      allow: changeable('editor'),
      handle: (call, sent) => {
        const unit = found(find(call));
        if (patchUnit(call.state, unit, sent)) touch(call.state, 'indicators', call.now);
        return done(unit.id);
      },
    }),
    route({
      method: 'DELETE',
      path: ONE,
      ...TOUCHES,
      allow: changeable('creator'),
      handle: (call) => {
        deleteUnit(call.state, found(find(call)));
        return done();
      },
    }),
  ];
}

function featureRoutes(): Route[] {
  const deletion = (path: string, remove: (unit: StoredUnit, call: Call) => void) =>
    route({
      method: 'DELETE',
      path,
      ...TOUCHES,
      allow: changeable('editor'),
      handle: (call) => {
        remove(found(find(call)), call);
        return done();
      },
    });
  return [
    route({
      method: 'PUT',
      path: ONE,
      body: featuresPut,
      ...TOUCHES,
      interruptible: true,
      allow: changeable('editor'),
      handle: (call, sent) => {
        const unit = found(find(call));
        uploadFeatures(unit.features, featureUploadOf(sent, call.interruptAfter));
        unit.metadata.lastUpdate = today(call.now);
        return done(unit.id);
      },
    }),
    deletion(`${ONE}/allFeatures`, ({ features }) => Object.assign(features, { rows: [], columns: [] })),
    deletion(FEATURE, ({ features }, { params }) => deleteSingleFeature(features, params['featureId'] ?? '')),
    deletion(RECORD, ({ features }, { params }) => deleteRecord(features, params['recordId'] ?? '')),
    route({
      method: 'PUT',
      path: RECORD,
      body: recordPut,
      ...TOUCHES,
      allow: changeable('editor'),
      handle: (call, sent) => {
        const unit = found(find(call));
        changeRecord(unit.features, call.params['recordId'] ?? '', sent);
        return done(unit.id);
      },
    }),
    route({
      method: 'DELETE',
      path: `${ONE}/:year/:month/:day`,
      allow: changeable('editor'),
      handle: (call) => {
        dayOf(call);
        touch(call.state, 'spatial-units', call.now);
        return notOk();
      },
    }),
  ];
}

function accessRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: `${ONE}/permissions`,
      readsAccept: true,
      handle: (call) => {
        const levels = levelsOn(call.state, call.caller, found(find(call)));
        if (levels.length === 0) throw notFound('spatial unit');
        return json(levels);
      },
    }),
    route({
      method: 'PUT',
      path: `${ONE}/permissions`,
      body: permissionsPut,
      ...TOUCHES,
      allow: changeable('creator'),
      handle: (call, sent) => {
        const unit = found(find(call));
        const isPublic = needed(sent.isPublic, 'isPublic');
        Object.assign(unit, { permissions: permissionIds(call.state, sent.permissions), isPublic });
        return done(unit.id);
      },
    }),
    route({
      method: 'PUT',
      path: `${ONE}/ownership`,
      body: ownershipPut,
      ...TOUCHES,
      allow: changeable('creator'),
      handle: (call, sent) => {
        const unit = found(find(call));
        unit.ownerId = ownerOf(call.state, sent.ownerId);
        return done(unit.id);
      },
    }),
  ];
}
