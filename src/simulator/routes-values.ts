/** The calls on the values of an indicator on one unit (contract 1.5): upload, reads, deletion, link access. */
import { JSON_TYPE, OCTET_TYPE } from './accept.ts';
import { levelsOn, mayAccess } from './access.ts';
import { indicatorPut, ownershipPut, permissionsPut, recordPut } from './bodies.ts';
import { needed, notFound, sqlFailure } from './failure.ts';
import { deleteDate, deleteLink, putValues } from './indicator-values.ts';
import { ownerOf, permissionIds } from './inputs.ts';
import { dayOf, done, found, geoJson, json, readable, route, type Call, type Route } from './route.ts';
import { changeableIndicator, findIndicator } from './routes-indicators.ts';
import type { FeatureTable, Level, StoredLink } from './state.ts';
import { flatValues, singleValueRows, valueCollection } from './value-view.ts';
import { changeValueRecord, deleteKey } from './values.ts';

const LINK = '/indicators/:id/:suId';
const DAY = `${LINK}/:year/:month/:day`;
const FEATURE = `${LINK}/singleFeature/:featureId`;
const RECORD = `${FEATURE}/singleFeatureRecord/:recordId`;
const TOUCHES = { touches: 'indicators' } as const;

export function valueRoutes(): Route[] {
  return [...uploadRoutes(), ...readRoutes(), ...recordRoutes(), ...deletionRoutes(), ...accessRoutes()];
}

function findLink(call: Call): StoredLink | undefined {
  return findIndicator(call)?.links.find((link) => link.unitId === call.params['suId']);
}

/** Link calls need no creator role of their own. */
function onLink(level: Level): (call: Call) => boolean {
  return (call) => mayAccess(call.state, call.caller, findLink(call), level);
}

function featuresOf({ state }: Call, link: StoredLink): FeatureTable {
  return found(state.units.find((unit) => unit.id === link.unitId)).features;
}

function uploadRoutes(): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/indicators/:id',
      body: indicatorPut,
      ...TOUCHES,
      interruptible: true,
      allow: changeableIndicator('editor'),
      handle: (call, sent) => {
        const indicator = found(findIndicator(call));
        putValues(call.state, indicator, { sent, now: call.now, interruptAfter: call.interruptAfter });
        return done(indicator.id);
      },
    }),
  ];
}

function readRoutes(): Route[] {
  const geo = { find: findLink, produces: OCTET_TYPE };
  const flat = { find: findLink, produces: JSON_TYPE };
  return [
    ...readable({
      ...geo,
      path: LINK,
      handle: (call, link) =>
        geoJson(valueCollection(link.values, featuresOf(call, link)), `INDICATOR_${link.values.number}_VIEW`),
    }),
    ...readable({
      ...geo,
      path: DAY,
      handle: (call, link) => {
        const collection = valueCollection(link.values, featuresOf(call, link), dayOf(call));
        return geoJson(collection, `INDICATOR_${link.values.number}_VIEW`);
      },
    }),
    ...readable({
      ...flat,
      path: `${LINK}/without-geometry`,
      handle: (call, link) => json(flatValues(link.values, featuresOf(call, link))),
    }),
    ...readable({
      ...flat,
      path: `${DAY}/without-geometry`,
      handle: (call, link) => json(flatValues(link.values, featuresOf(call, link), dayOf(call))),
    }),
    ...readable({
      ...flat,
      path: FEATURE,
      handle: ({ params }, link) => json(singleValueRows(link.values, params['featureId'] ?? '')),
    }),
  ];
}

function recordRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: RECORD,
      produces: JSON_TYPE,
      allow: onLink('viewer'),
      handle: () => {
        throw sqlFailure('Unterminated identifier in the statement.');
      },
    }),
    route({
      method: 'PUT',
      path: RECORD,
      body: recordPut,
      ...TOUCHES,
      allow: changeableIndicator('editor'),
      handle: (call, sent) => {
        changeValueRecord(found(findLink(call)).values, call.params['recordId'] ?? '', sent);
        return done(call.params['id']);
      },
    }),
  ];
}

function deletionRoutes(): Route[] {
  return [
    route({
      method: 'DELETE',
      path: LINK,
      ...TOUCHES,
      allow: onLink('editor'),
      handle: (call) => {
        deleteLink(found(findIndicator(call)), found(findLink(call)));
        return done();
      },
    }),
    route({
      method: 'DELETE',
      path: DAY,
      ...TOUCHES,
      allow: onLink('editor'),
      handle: (call) => {
        deleteDate(found(findIndicator(call)), found(findLink(call)), dayOf(call));
        return done();
      },
    }),
    route({
      method: 'DELETE',
      path: FEATURE,
      ...TOUCHES,
      allow: changeableIndicator('editor'),
      handle: (call) => {
        deleteKey(found(findLink(call)).values, call.params['featureId'] ?? '');
        return done();
      },
    }),
  ];
}

function accessRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: `${LINK}/permissions`,
      readsAccept: true,
      handle: (call) => {
        const levels = levelsOn(call.state, call.caller, found(findLink(call)));
        if (levels.length === 0) throw notFound('link');
        return json(levels);
      },
    }),
    route({
      method: 'PUT',
      path: `${LINK}/permissions`,
      body: permissionsPut,
      ...TOUCHES,
      allow: onLink('creator'),
      handle: (call, sent) => {
        const link = found(findLink(call));
        const isPublic = needed(sent.isPublic, 'isPublic');
        Object.assign(link, { permissions: permissionIds(call.state, sent.permissions), isPublic });
        return done(link.id);
      },
    }),
    route({
      method: 'PUT',
      path: `${LINK}/ownership`,
      body: ownershipPut,
      ...TOUCHES,
      allow: onLink('creator'),
      handle: (call, sent) => {
        const link = found(findLink(call));
        link.ownerId = ownerOf(call.state, sent.ownerId);
        return done(link.id);
      },
    }),
  ];
}
