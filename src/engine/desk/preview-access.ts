/** Who may read what a plan creates. What stands there keeps its readers: every upload sends them back. Pure. */
import type { Operation } from '../../sync/operations.ts';
import { operationTitle } from '../../sync/operation-title.ts';
import type { Access } from '../../sync/target.ts';

export interface PreviewAccess {
  /** Things that are created, with those who may read them. */
  readonly created: readonly { readonly title: string; readonly access: Access }[];
  /** Uploads to what stands there already: how many, how many of them everybody may read, and the ids of the groups' rights. */
  readonly kept: { readonly uploads: number; readonly open: number; readonly groups: readonly string[] };
}

export function accessOf(operations: readonly Operation[]): PreviewAccess {
  const created: { title: string; access: Access }[] = [];
  const kept = { uploads: 0, open: 0 };
  const groups = new Set<string>();
  for (const operation of operations) {
    const isNew =
      operation.kind === 'create-unit' ||
      operation.kind === 'create-indicator' ||
      (operation.kind === 'put-values' && operation.newLink);
    if (isNew) created.push({ title: operationTitle(operation), access: operation.access });
    else if (operation.kind === 'put-values') {
      kept.uploads += 1;
      if (operation.access.isPublic) kept.open += 1;
      for (const permission of operation.access.permissions) groups.add(permission);
    }
  }
  return { created, kept: { ...kept, groups: [...groups].sort() } };
}
