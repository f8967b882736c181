/** The calls on topics, organizational units and last modification (contract 1.6, 1.7, 1.9). */
import { holdsCreatorRole, isAdmin } from './access.ts';
import { organizationalUnitInput, roleDelegates, topicInput } from './bodies.ts';
import {
  changeOrganizationalUnit,
  createOrganizationalUnit,
  deleteOrganizationalUnit,
  mayCreateOrganizationalUnit,
  organizationalUnitById,
  organizationalUnitOverview,
  setDelegates,
  visibleOrganizationalUnits,
} from './organizational-units.ts';
import { created, done, json, route, type Call, type Route } from './route.ts';
import { createTopic, deleteTopic, replaceTopic, topicById, topicOverview, topicTree } from './topics.ts';

export function topicRoutes(): Route[] {
  const themes = { touches: 'topics', allow: mayChangeTopics } as const;
  return [
    route({
      method: 'GET',
      path: '/public/topics',
      readsAccept: true,
      handle: ({ state, query }) => json(topicTree(state, query.get('topicType'))),
    }),
    route({
      method: 'GET',
      path: '/public/topics/:id',
      readsAccept: true,
      handle: ({ state, params }) => json(topicOverview(state, topicById(state, params['id']))),
    }),
    route({
      method: 'POST',
      path: '/topics',
      body: topicInput,
      ...themes,
      handle: ({ state }, sent) => {
        const topic = createTopic(state, sent);
        return created(topic.id, topicOverview(state, topic));
      },
    }),
    route({
      method: 'PUT',
      path: '/topics/:id',
      body: topicInput,
      ...themes,
      handle: ({ state, params }, sent) => {
        const topic = topicById(state, params['id']);
        replaceTopic(state, topic, sent);
        return done(topic.id);
      },
    }),
    route({
      method: 'DELETE',
      path: '/topics/:id',
      ...themes,
      handle: ({ state, params }) => {
        deleteTopic(state, topicById(state, params['id']));
        return done();
      },
    }),
  ];
}

export function organizationalUnitRoutes(): Route[] {
  const ROOT = '/organizationalUnits';
  const one = { path: `${ROOT}/:id`, allow: isGlobalAdmin } as const;
  const delegates = { path: `${ROOT}/:id/role-delegates`, allow: isGlobalAdmin } as const;
  const touches = { touches: 'access-control' } as const;
  const unitOf = ({ state, params }: Call) => organizationalUnitById(state, params['id']);
  return [
    route({
      method: 'GET',
      path: ROOT,
      readsAccept: true,
      handle: ({ state, caller }) => {
        const visible = visibleOrganizationalUnits(state, caller);
        return json(visible.map((unit) => organizationalUnitOverview(state, unit)));
      },
    }),
    route({
      method: 'POST',
      path: ROOT,
      body: organizationalUnitInput,
      ...touches,
      allow: ({ state, caller }, sent) => mayCreateOrganizationalUnit(state, caller, sent),
      handle: ({ state }, sent) => done(createOrganizationalUnit(state, sent).id),
    }),
    route({
      method: 'GET',
      ...one,
      readsAccept: true,
      handle: (call) => json(organizationalUnitOverview(call.state, unitOf(call))),
    }),
    route({
      method: 'PUT',
      ...one,
      body: organizationalUnitInput,
      ...touches,
      handle: (call, sent) => {
        const unit = unitOf(call);
        changeOrganizationalUnit(call.state, unit, sent);
        return done(unit.id);
      },
    }),
    route({
      method: 'DELETE',
      ...one,
      ...touches,
      handle: (call) => {
        deleteOrganizationalUnit(call.state, unitOf(call));
        return done();
      },
    }),
    route({
      method: 'GET',
      ...delegates,
      readsAccept: true,
      handle: (call) => json(unitOf(call).delegates),
    }),
    route({
      method: 'PUT',
      ...delegates,
      body: roleDelegates,
      ...touches,
      handle: (call, sent) => {
        const unit = unitOf(call);
        setDelegates(call.state, unit, sent);
        return done(unit.id);
      },
    }),
  ];
}

export function lastModificationRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/public/database/last-modification',
      handle: ({ state }) => json(state.lastModification),
    }),
  ];
}

function mayChangeTopics({ caller }: Call): boolean {
  return caller !== null && holdsCreatorRole(caller, 'themes');
}

/** Calls on one organizational unit are in effect for the global administrator; an unknown id is 403 too. */
function isGlobalAdmin({ state, caller, params }: Call): boolean {
  return (
    caller !== null && isAdmin(caller) && state.organizationalUnits.some((unit) => unit.id === params['id'])
  );
}
