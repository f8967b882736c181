/** The calls on indicators themselves: lists, metadata, access, display order (contract 1.5). */
import { holdsCreatorRole, levelsOn, mayAccess, mayChange } from './access.ts';
import {
  displayOrders,
  indicatorFilter,
  indicatorPatch,
  indicatorPost,
  ownershipPut,
  permissionsPut,
} from './bodies.ts';
import { needed, notFound } from './failure.ts';
import { indicatorOverview } from './indicator-overview.ts';
import { createIndicator, deleteIndicator, patchIndicator } from './indicators.ts';
import { ownerOf, permissionIds } from './inputs.ts';
import { created, done, found, json, readable, route, type Answer, type Call, type Route } from './route.ts';
import type { Level, StoredIndicator } from './state.ts';
import { topicById, topicLine } from './topics.ts';

const ROOT = '/indicators';
const ONE = `${ROOT}/:id`;
const TOUCHES = { touches: 'indicators' } as const;

export function indicatorRoutes(): Route[] {
  return [...listRoutes(), ...metadataRoutes(), ...accessRoutes()];
}

export function findIndicator({ state, params }: Call): StoredIndicator | undefined {
  return state.indicators.find((indicator) => indicator.id === params['id']);
}

export function changeableIndicator(level: Level): (call: Call) => boolean {
  return (call) => mayChange(call.state, call.caller, findIndicator(call), level);
}

/** Sorted by name; only what the caller may view. */
function listed(call: Call, isWanted: (indicator: StoredIndicator) => boolean): Answer {
  const { state, caller } = call;
  const visible = state.indicators.filter((one) => isWanted(one) && mayAccess(state, caller, one, 'viewer'));
  visible.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return json(visible.map((one) => indicatorOverview(state, one, { caller, noReferences: null })));
}

function listRoutes(): Route[] {
  return [
    route({ method: 'GET', path: ROOT, readsAccept: true, handle: (call) => listed(call, () => true) }),
    route({
      method: 'GET',
      path: `/public${ROOT}`,
      readsAccept: true,
      handle: (call) => listed({ ...call, caller: null }, () => true),
    }),
    route({
      method: 'POST',
      path: `${ROOT}/filter`,
      body: indicatorFilter,
      readsAccept: true,
      handle: (call, sent) => {
        const topics = (sent.topicIds ?? []).flatMap((id) =>
          topicLine(call.state, topicById(call.state, id ?? undefined)),
        );
        const ids = sent.ids ?? [];
        return listed(call, (one) => ids.includes(one.id) || topics.includes(one.topicReference ?? ''));
      },
    }),
    ...readable({
      find: findIndicator,
      path: ONE,
      readsAccept: true,
      handle: ({ state, caller }, indicator) =>
        json(indicatorOverview(state, indicator, { caller, noReferences: [] })),
    }),
  ];
}

function metadataRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: ROOT,
      body: indicatorPost,
      ...TOUCHES,
      allow: ({ caller }) => caller !== null && holdsCreatorRole(caller, 'resources'),
      handle: ({ state }, sent) => {
        const indicator = createIndicator(state, sent);
        const overview = indicatorOverview(state, indicator, { caller: undefined, noReferences: [] });
        return created(indicator.id, overview);
      },
    }),
    route({
      method: 'PATCH',
      path: ONE,
      body: indicatorPatch,
      ...TOUCHES,
      allow: changeableIndicator('editor'),
      handle: (call, sent) => {
        const indicator = found(findIndicator(call));
        patchIndicator(call.state, indicator, sent);
        return done(indicator.id);
      },
    }),
    route({
      method: 'DELETE',
      path: ONE,
      ...TOUCHES,
      allow: changeableIndicator('creator'),
      handle: (call) => {
        deleteIndicator(call.state, found(findIndicator(call)));
        return done();
      },
    }),
    route({
      method: 'PATCH',
      path: `${ROOT}/display-order`,
      body: displayOrders,
      ...TOUCHES,
      allow: ({ state, caller }, sent) =>
        sent.every((item) => {
          const indicator = state.indicators.find((candidate) => candidate.id === item?.indicatorId);
          return mayChange(state, caller, indicator, 'editor');
        }),
      handle: ({ state }, sent) => {
        for (const item of sent) {
          const indicator = found(state.indicators.find((candidate) => candidate.id === item?.indicatorId));
          indicator.displayOrder = Math.trunc(needed(item?.displayOrder, 'displayOrder'));
        }
        return done();
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
        const levels = levelsOn(call.state, call.caller, found(findIndicator(call)));
        if (levels.length === 0) throw notFound('indicator');
        return json(levels);
      },
    }),
    route({
      method: 'PUT',
      path: `${ONE}/permissions`,
      body: permissionsPut,
      ...TOUCHES,
      allow: changeableIndicator('creator'),
      handle: (call, sent) => {
        const indicator = found(findIndicator(call));
        const isPublic = needed(sent.isPublic, 'isPublic');
        const permissions = permissionIds(call.state, sent.permissions);
        const unchanged = isPublic === indicator.isPublic && sameSet(permissions, indicator.permissions);
        Object.assign(indicator, { permissions, isPublic });
        return done(unchanged ? '' : indicator.id);
      },
    }),
    route({
      method: 'PUT',
      path: `${ONE}/ownership`,
      body: ownershipPut,
      ...TOUCHES,
      allow: changeableIndicator('creator'),
      handle: (call, sent) => {
        const indicator = found(findIndicator(call));
        indicator.ownerId = ownerOf(call.state, sent.ownerId);
        return done(indicator.id);
      },
    }),
  ];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member) => b.includes(member));
}
