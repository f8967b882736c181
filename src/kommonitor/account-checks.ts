/** What the account may do, from its token and the organizational units it sees (contract, 4.4). Pure. */
import type { AccountClaims } from './access-token.ts';
import { groupNames } from './access-token.ts';
import { fail, ok, warn, type TargetCheck } from './check.ts';
import type { ListedOrganizationalUnit } from './read-organizational-units.ts';

const ADMIN = 'kommonitor-creator';
const CREATOR = /\.(unit|client)-resources-creator$/;
const SHORT_LIFE_S = 60;
/** Servers and proxies usually take 8 KiB of headers. */
const LARGE_TOKEN = 7000;

export function checkTokenLife(claims: AccountClaims, now: number): TargetCheck {
  const id = 'token-life';
  if (claims.expiresAt === null)
    return warn(id, 'Das Zugriffstoken nennt kein Ende.', 'Prüfen Sie die Einstellungen des Clients.');
  const seconds = Math.round(claims.expiresAt - now / 1000);
  if (seconds < SHORT_LIFE_S) {
    return warn(
      id,
      `Das Zugriffstoken gilt nur noch ${seconds} Sekunden.`,
      'Prüfen Sie die Lebensdauer in Keycloak (üblich sind 300 Sekunden) und die Uhr dieses Rechners.',
    );
  }
  return ok(id, `Das Zugriffstoken gilt ${seconds} Sekunden und wird rechtzeitig erneuert.`);
}

export function checkTokenSize(claims: AccountClaims): TargetCheck[] {
  if (claims.size < LARGE_TOKEN) return [];
  return [
    warn(
      'token-size',
      `Das Zugriffstoken ist ${claims.size} Zeichen lang; manche Server lehnen so lange Kopfzeilen ab.`,
      'Nehmen Sie dem Konto Rollen und Gruppen, die es nicht braucht, oder erhöhen Sie die Grenze für Kopfzeilen.',
    ),
  ];
}

export function checkGroups(claims: AccountClaims): TargetCheck {
  const id = 'groups';
  if (claims.groups === null) {
    return fail(
      id,
      'Im Zugriffstoken fehlen die Gruppen (claim „groups“).',
      'Ordnen Sie dem Client in Keycloak den Client-Scope „groups“ als Standard zu.',
    );
  }
  if (claims.groups.some((path) => !path.startsWith('/'))) {
    return fail(
      id,
      'Die Gruppen im Zugriffstoken sind keine vollen Pfade; KomMonitor bricht daran ab.',
      'Schalten Sie im Mapper „groups“ in Keycloak „Full group path“ ein.',
    );
  }
  const names = groupNames(claims);
  if (names.length > 0) return ok(id, `Das Konto gehört zu: ${names.join(', ')}.`);
  return claims.roles.includes(ADMIN)
    ? ok(id, 'Das Konto gehört zu keiner Gruppe, ist aber Administrator.')
    : fail(
        id,
        'Das Konto gehört zu keiner Gruppe.',
        'Nehmen Sie das Dienstkonto in Keycloak in die Gruppe der besitzenden Organisationseinheit auf.',
      );
}

/** `owner`: name of the organizational unit that shall own what is created; undefined: only the general right. */
export function checkRights(
  claims: AccountClaims,
  units: readonly ListedOrganizationalUnit[],
  owner: string | undefined,
): TargetCheck {
  const id = 'rights';
  if (claims.roles.includes(ADMIN)) {
    return warn(
      id,
      'Das Konto ist Administrator (kommonitor-creator) und darf mehr, als es braucht.',
      'Geben Sie dem Konto stattdessen die Rolle „<Organisationseinheit>.unit-resources-creator“.',
    );
  }
  if (!claims.roles.some((role) => CREATOR.test(role))) {
    return fail(
      id,
      'Dem Konto fehlt das Recht, Daten anzulegen (unit-resources-creator).',
      `Geben Sie der Gruppe in KomMonitor die Rolle „${owner ?? '<Organisationseinheit>'}.unit-resources-creator“. Fehlt sie trotzdem im Token, prüfen Sie den Mapper für „realm_access.roles“.`,
    );
  }
  if (owner !== undefined && !ownsFor(claims, units, owner)) {
    return fail(
      id,
      `Das Konto darf nichts verwalten, was „${owner}“ gehört.`,
      `Nehmen Sie das Dienstkonto in die Gruppe „${owner}“ auf oder geben Sie ihm „${owner}.unit-resources-creator“.`,
    );
  }
  return ok(
    id,
    owner === undefined ? 'Das Konto darf Daten anlegen.' : `Das Konto darf Daten von „${owner}“ verwalten.`,
  );
}

function ownsFor(claims: AccountClaims, units: readonly ListedOrganizationalUnit[], owner: string): boolean {
  if (groupNames(claims).includes(owner)) return true;
  if (claims.roles.includes(`${owner}.unit-resources-creator`)) return true;
  return [owner, ...ancestors(units, owner)].some((name) =>
    claims.roles.includes(`${name}.client-resources-creator`),
  );
}

function ancestors(units: readonly ListedOrganizationalUnit[], name: string): string[] {
  const names: string[] = [];
  let current = units.find((unit) => unit.name === name);
  // bounded by the number of units, whatever the parents say
  while (current?.parentId && names.length < units.length) {
    const parentId: string = current.parentId;
    current = units.find((unit) => unit.id === parentId);
    if (current) names.push(current.name);
  }
  return names;
}
