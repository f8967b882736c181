/**
 * Who may do what: the decision table of the contract, section 4.4. Pure; tokens are read elsewhere.
 */
import type { Guarded, Level, SimulatorState, StoredOrganizationalUnit } from './state.ts';

export interface Caller {
  readonly subject: string;
  readonly roles: ReadonlySet<string>;
  /** Names of the caller's groups: the last segment of each path; parents give nothing. */
  readonly groups: readonly string[];
}

export const ADMIN_ROLE = 'kommonitor-creator';

/** Most powerful first, the order of the answers. */
const LEVELS: readonly Level[] = ['creator', 'editor', 'viewer'];

export function isAdmin(caller: Caller): boolean {
  return caller.roles.has(ADMIN_ROLE);
}

/** Any `*.unit-<kind>-creator` or `*.client-<kind>-creator` role, of whatever unit. */
export function holdsCreatorRole(caller: Caller, kind: 'resources' | 'themes' | 'users'): boolean {
  if (isAdmin(caller)) return true;
  return [...caller.roles].some(
    (role) => role.endsWith(`.unit-${kind}-creator`) || role.endsWith(`.client-${kind}-creator`),
  );
}

/** The unit itself and its ancestors, nearest first. */
export function lineOf(state: SimulatorState, unitId: string): StoredOrganizationalUnit[] {
  const line: StoredOrganizationalUnit[] = [];
  let current = state.organizationalUnits.find((unit) => unit.id === unitId);
  while (current) {
    const parentId: string | null = current.parentId;
    line.push(current);
    current = state.organizationalUnits.find((unit) => unit.id === parentId);
  }
  return line;
}

/** The levels the caller has on the entity; null is somebody without a token. */
export function levelsOn(state: SimulatorState, caller: Caller | null, entity: Guarded): readonly Level[] {
  if (caller && ownsEntity(state, caller, entity)) return LEVELS;
  const granted = caller ? grantedLevels(state, caller, entity) : [];
  const highest = LEVELS.findIndex((level) => granted.includes(level));
  if (highest >= 0) return LEVELS.slice(highest);
  return entity.isPublic ? ['viewer'] : [];
}

/** An entity that does not exist is denied to everybody, the global administrator included. */
export function mayAccess(
  state: SimulatorState,
  caller: Caller | null,
  entity: Guarded | undefined,
  level: Level,
): boolean {
  return entity !== undefined && levelsOn(state, caller, entity).includes(level);
}

/** Calls above viewer on an entity first demand any resources-creator role; calls on links do not. */
export function mayChange(
  state: SimulatorState,
  caller: Caller | null,
  entity: Guarded | undefined,
  level: Level,
): boolean {
  return caller !== null && holdsCreatorRole(caller, 'resources') && mayAccess(state, caller, entity, level);
}

function ownsEntity(state: SimulatorState, caller: Caller, entity: Guarded): boolean {
  if (isAdmin(caller)) return true;
  if (caller.groups.length === 0) return false;
  const [owner, ...ancestors] = lineOf(state, entity.ownerId);
  if (!owner) return false;
  if (caller.groups.includes(owner.name)) return true;
  if (caller.roles.has(`${owner.name}.unit-resources-creator`)) return true;
  return [owner, ...ancestors].some((unit) => caller.roles.has(`${unit.name}.client-resources-creator`));
}

function grantedLevels(state: SimulatorState, caller: Caller, entity: Guarded): Level[] {
  return state.organizationalUnits
    .filter((unit) => caller.groups.includes(unit.name))
    .flatMap((unit) => unit.permissions)
    .filter((permission) => entity.permissions.includes(permission.id))
    .map((permission) => permission.level);
}
