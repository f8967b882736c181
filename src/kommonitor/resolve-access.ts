/** From the names of organizational units to owner id and permission ids. */
import { SyncError } from '../errors.ts';
import type { Access, OrganizationalUnit } from '../sync/target.ts';
import { nearest } from './nearest.ts';

export interface NamedAccess {
  readonly owner: string;
  /** Names of the organizational units that may see the dataset beside the owner. */
  readonly viewers: readonly string[];
  readonly public: boolean;
}

/**
 * Throws SyncError of kind configuration: `target.owner-missing`, `target.viewer-missing`,
 * `target.viewer-permission-missing` (the unit has no viewer permission for resources).
 */
export function resolveAccess(units: readonly OrganizationalUnit[], named: NamedAccess): Access {
  const owner = find(units, named.owner, 'target.owner-missing');
  const permissions = named.viewers.map((name) =>
    viewerPermission(find(units, name, 'target.viewer-missing')),
  );
  return {
    ownerId: owner.id,
    permissions: [...new Set(permissions)].sort(),
    isPublic: named.public,
  };
}

function find(units: readonly OrganizationalUnit[], name: string, code: string): OrganizationalUnit {
  const unit = units.find((candidate) => candidate.name.normalize() === name.normalize());
  if (unit) return unit;
  const known = nearest(
    name,
    units.map((candidate) => candidate.name),
  );
  throw new SyncError({
    code,
    kind: 'configuration',
    message: `Die Organisationseinheit „${name}“ ist in KomMonitor nicht zu sehen.`,
    hint:
      known.length === 0
        ? 'Das Konto sieht keine Organisationseinheit. Nehmen Sie es in die Gruppe der Einheit auf („kmsync doctor“ zeigt die Gruppen).'
        : `Sichtbar sind: ${known.map((other) => `„${other}“`).join(', ')}. Berichtigen Sie den Namen oder nehmen Sie das Konto in die Gruppe auf.`,
  });
}

function viewerPermission(unit: OrganizationalUnit): string {
  const permission = unit.permissions.find(
    (candidate) => candidate.level === 'viewer' && candidate.type === 'resources',
  );
  if (permission) return permission.id;
  throw new SyncError({
    code: 'target.viewer-permission-missing',
    kind: 'configuration',
    message: `Die Organisationseinheit „${unit.name}“ hat in KomMonitor kein Leserecht für Daten.`,
    hint: 'Lassen Sie die Rechte der Einheit in KomMonitor neu anlegen (Abgleich mit Keycloak).',
  });
}
