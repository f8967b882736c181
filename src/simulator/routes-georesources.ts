/** The calls below `/georesources` that share the store of spatial units (contract 1.10). */
import { JSON_TYPE, OCTET_TYPE } from './accept.ts';
import { holdsCreatorRole, mayAccess, mayChange } from './access.ts';
import { featuresPut, georesourcePatch, georesourcePost } from './bodies.ts';
import { collectionOf, validOn } from './feature-table.ts';
import {
  createGeoresource,
  deleteGeoresource,
  georesourceOverview,
  patchGeoresource,
} from './georesources.ts';
import { featureUploadOf, today } from './inputs.ts';
import {
  created,
  dayOf,
  done,
  found,
  geoJson,
  json,
  readable,
  route,
  type Call,
  type Route,
} from './route.ts';
import type { Level, StoredGeoresource } from './state.ts';
import { uploadFeatures } from './versioning.ts';

const ROOT = '/georesources';
const ONE = `${ROOT}/:id`;
const TOUCHES = { touches: 'georesources' } as const;

export function georesourceRoutes(): Route[] {
  return [...readRoutes(), ...writeRoutes()];
}

function find({ state, params }: Call): StoredGeoresource | undefined {
  return state.georesources.find((resource) => resource.id === params['id']);
}

function changeable(level: Level): (call: Call) => boolean {
  return (call) => mayChange(call.state, call.caller, find(call), level);
}

function readRoutes(): Route[] {
  const list = (call: Call) => {
    const visible = call.state.georesources.filter((one) =>
      mayAccess(call.state, call.caller, one, 'viewer'),
    );
    return json(visible.map((one) => georesourceOverview(call.state, one, call.caller)));
  };
  return [
    route({ method: 'GET', path: ROOT, handle: list }),
    route({ method: 'GET', path: `/public${ROOT}`, handle: (call) => list({ ...call, caller: null }) }),
    ...readable({
      find,
      path: ONE,
      readsAccept: true,
      handle: ({ state, caller }, resource) => json(georesourceOverview(state, resource, caller)),
    }),
    ...readable({
      find,
      path: `${ONE}/allFeatures`,
      produces: JSON_TYPE,
      handle: (_call, { features }) => geoJson(collectionOf(features, features.rows), features.table),
    }),
    ...readable({
      find,
      path: `${ONE}/:year/:month/:day`,
      produces: OCTET_TYPE,
      handle: (call, { features }) =>
        geoJson(collectionOf(features, validOn(features.rows, dayOf(call))), features.table),
    }),
  ];
}

function writeRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: ROOT,
      body: georesourcePost,
      ...TOUCHES,
      allow: ({ caller }) => caller !== null && holdsCreatorRole(caller, 'resources'),
      handle: ({ state, now }, sent) => {
        const resource = createGeoresource(state, sent, now);
        return created(resource.id, georesourceOverview(state, resource, undefined));
      },
    }),
    route({
      method: 'PUT',
      path: ONE,
      body: featuresPut,
      ...TOUCHES,
      interruptible: true,
      allow: changeable('editor'),
      handle: (call, sent) => {
        const resource = found(find(call));
        uploadFeatures(resource.features, featureUploadOf(sent, call.interruptAfter));
        resource.metadata.lastUpdate = today(call.now);
        return done(resource.id);
      },
    }),
    route({
      method: 'PATCH',
      path: ONE,
      body: georesourcePatch,
      ...TOUCHES,
      allow: changeable('editor'),
      handle: (call, sent) => {
        const resource = found(find(call));
        patchGeoresource(resource, sent, call.now);
        return done(resource.id);
      },
    }),
    route({
      method: 'DELETE',
      path: ONE,
      ...TOUCHES,
      allow: changeable('creator'),
      handle: (call) => {
        deleteGeoresource(call.state, found(find(call)));
        return done();
      },
    }),
  ];
}
