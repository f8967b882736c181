/** Organizational units with their permission rows and role delegates (contract 1.7, 4.3). */
import { holdsCreatorRole, isAdmin, lineOf, type Caller } from './access.ts';
import type { organizationalUnitInput, roleDelegates } from './bodies.ts';
import type { Decoded } from './decode.ts';
import { fitting, needed, notFound, plainException } from './failure.ts';
import { newId, type SimulatorState, type StoredOrganizationalUnit } from './state.ts';

export type SentOrganizationalUnit = Decoded<typeof organizationalUnitInput>;

/** The five permission rows every unit gets. */
const ROWS = [
  { level: 'viewer', type: 'resources' },
  { level: 'editor', type: 'resources' },
  { level: 'creator', type: 'resources' },
  { level: 'creator', type: 'themes' },
  { level: 'creator', type: 'users' },
] as const;

export function organizationalUnitById(
  state: SimulatorState,
  id: string | null | undefined,
): StoredOrganizationalUnit {
  const unit = state.organizationalUnits.find((candidate) => candidate.id === id);
  if (!unit) throw notFound(`organizationalUnit ${id ?? 'null'}`);
  return unit;
}

/** A mandant or root only by the global administrator, others by who may create users above them. */
export function mayCreateOrganizationalUnit(
  state: SimulatorState,
  caller: Caller | null,
  sent: SentOrganizationalUnit,
): boolean {
  if (!caller) return false;
  if (isAdmin(caller)) return true;
  if (sent.mandant === true || sent.parentId === null || !holdsCreatorRole(caller, 'users')) return false;
  return lineOf(state, sent.parentId).some((unit) => caller.roles.has(`${unit.name}.client-users-creator`));
}

export function createOrganizationalUnit(
  state: SimulatorState,
  sent: SentOrganizationalUnit,
): StoredOrganizationalUnit {
  const name = fitting(needed(sent.name, 'name'), 'name');
  const contact = fitting(needed(sent.contact, 'contact'), 'contact');
  const mandant = needed(sent.mandant, 'mandant');
  if (name.includes('/'))
    throw plainException('Der Name einer Organisationseinheit darf kein "/" enthalten.');
  if (state.organizationalUnits.some((unit) => unit.name === name))
    throw plainException(`Eine Organisationseinheit "${name}" gibt es schon.`);
  const parentId = sent.parentId === null ? null : organizationalUnitById(state, sent.parentId).id;
  const mandantAbove = parentId === null ? undefined : lineOf(state, parentId).find((unit) => unit.mandant);
  if (!mandant && !mandantAbove) throw plainException('Über der Organisationseinheit steht kein Mandant.');

  const id = newId(state);
  const unit: StoredOrganizationalUnit = {
    id,
    keycloakId: newId(state),
    name,
    mandant,
    mandantId: mandant ? id : (mandantAbove?.id ?? null),
    parentId,
    contact,
    description: fitting(sent.description, 'description'),
    permissions: ROWS.map((row) => ({ id: newId(state), ...row })),
    delegates: [],
  };
  state.organizationalUnits.push(unit);
  return unit;
}

/** Name, contact and description; the place in the tree stays. */
export function changeOrganizationalUnit(
  state: SimulatorState,
  unit: StoredOrganizationalUnit,
  sent: SentOrganizationalUnit,
): void {
  const name = fitting(needed(sent.name, 'name'), 'name');
  if (state.organizationalUnits.some((other) => other !== unit && other.name === name))
    throw plainException(`Eine Organisationseinheit "${name}" gibt es schon.`);
  const contact = fitting(needed(sent.contact, 'contact'), 'contact');
  const description = fitting(sent.description, 'description');
  Object.assign(unit, { name, contact, description });
}

export function deleteOrganizationalUnit(state: SimulatorState, unit: StoredOrganizationalUnit): void {
  state.organizationalUnits = state.organizationalUnits.filter((other) => other !== unit);
  for (const other of state.organizationalUnits) {
    if (other.parentId === unit.id) other.parentId = unit.parentId;
    other.delegates = other.delegates.filter((delegate) => delegate.organizationalUnitId !== unit.id);
  }
}

export function setDelegates(
  state: SimulatorState,
  unit: StoredOrganizationalUnit,
  sent: Decoded<typeof roleDelegates>,
): void {
  unit.delegates = sent.map((delegate) => ({
    organizationalUnitId: organizationalUnitById(state, delegate?.organizationalUnitId).id,
    adminRoles: needed(delegate?.adminRoles, 'adminRoles').map((role) => needed(role, 'adminRole')),
  }));
}

/** Realm roles a member of these groups has, by delegation: `<unit>.<role>`. */
export function delegatedRoles(state: SimulatorState, groups: readonly string[]): string[] {
  const ids = state.organizationalUnits.filter((unit) => groups.includes(unit.name)).map((unit) => unit.id);
  return state.organizationalUnits.flatMap((unit) =>
    unit.delegates
      .filter((delegate) => ids.includes(delegate.organizationalUnitId))
      .flatMap((delegate) => delegate.adminRoles.map((role) => `${unit.name}.${role}`)),
  );
}

/** Administrators see all, others the whole tree of their groups' mandants; an unknown group fails. */
export function visibleOrganizationalUnits(
  state: SimulatorState,
  caller: Caller | null,
): StoredOrganizationalUnit[] {
  if (!caller) return [];
  if (isAdmin(caller)) return state.organizationalUnits;
  const mandants = caller.groups.map((group) => {
    const unit = state.organizationalUnits.find((candidate) => candidate.name === group);
    if (!unit) throw notFound(`group ${group}`);
    return unit.mandantId;
  });
  return state.organizationalUnits.filter((unit) => mandants.includes(unit.mandantId));
}

export function organizationalUnitOverview(state: SimulatorState, unit: StoredOrganizationalUnit) {
  return {
    organizationalUnitId: unit.id,
    name: unit.name,
    mandant: unit.mandant,
    mandantId: unit.mandantId,
    parentId: unit.parentId,
    children: state.organizationalUnits.filter((child) => child.parentId === unit.id).map(({ id }) => id),
    keycloakId: unit.keycloakId,
    contact: unit.contact,
    description: unit.description,
    userAdminRoles: [],
    permissions: unit.permissions.map(({ id, level, type }) => ({
      permissionId: id,
      permissionLevel: level,
      permissioneType: type,
    })),
  };
}
