/** Organizational units with their permissions: where owner ids and permission ids come from. */
import { z } from 'zod';
import type { OrganizationalUnit } from '../sync/target.ts';

type Permission = OrganizationalUnit['permissions'][number];

/** The server really writes `permissioneType`. */
const permissionShape = z.object({
  permissionId: z.string(),
  permissionLevel: z.string(),
  permissioneType: z.string().nullish(),
});

const unitMembers = z.object({
  organizationalUnitId: z.string(),
  name: z.string(),
  parentId: z.string().nullish(),
  permissions: z.array(permissionShape).nullish(),
});

export interface ListedOrganizationalUnit extends OrganizationalUnit {
  readonly parentId: string | null;
}

export const organizationalUnitsShape = z.array(
  unitMembers.transform((stored): ListedOrganizationalUnit => {
    return {
      id: stored.organizationalUnitId,
      name: stored.name,
      parentId: stored.parentId ?? null,
      permissions: (stored.permissions ?? []).flatMap(knownPermission),
    };
  }),
);

/** Kinds of permission that this program has no word for grant it nothing. */
function knownPermission(stored: z.output<typeof permissionShape>): Permission[] {
  const level = (['creator', 'editor', 'viewer'] as const).find((known) => known === stored.permissionLevel);
  const type = (['resources', 'themes', 'users'] as const).find((known) => known === stored.permissioneType);
  return level && type ? [{ id: stored.permissionId, level, type }] : [];
}
