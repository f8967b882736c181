/** The system in words. */
import type { HeldLock, SystemView } from '../../engine/desk/system-desk.ts';
import { agoText, momentText } from './format.ts';

const GIBIBYTE = 1024 ** 3;
const SIZE = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const SECONDS = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export const QUEUE_TITLES: Readonly<Record<string, string>> = {
  intake: 'Lieferungen übernehmen',
  publish: 'Veröffentlichen',
};

/** Chores that one process does for all. */
const CHORES: Readonly<Record<string, string>> = {
  reconcile: 'Offene Läufe zu Ende bringen',
  approvals: 'Fristen der Freigaben',
  deliveries: 'Lieferkalender',
  sessions: 'Alte Anmeldungen löschen',
  drift: 'Vergleich mit KomMonitor',
  retention: 'Löschfristen',
  landing: 'Liegengebliebene Lieferungen löschen',
};

export function lockText({ name }: Pick<HeldLock, 'name'>): string {
  const [word = '', ...rest] = name.split(' ');
  if (word === 'target') return 'Schreibrecht für KomMonitor';
  const chore = rest.join(' ');
  return word === 'chore' ? `Aufgabe: ${CHORES[chore] ?? chore}` : name;
}

/** A run is known by its number; of a process nobody needs to know which. */
export function holderText({ holder }: Pick<HeldLock, 'holder'>): string {
  return RUN.test(holder) ? `Lauf ${holder}` : 'ein Prozess des Dienstes';
}

const RUN = /^\d{4}-\d{4,}$/;
export const isRun = ({ holder }: Pick<HeldLock, 'holder'>) => RUN.test(holder);

export function freeText({ freeBytes }: Pick<SystemView, 'freeBytes'>): string {
  return freeBytes === undefined
    ? 'nicht lesbar'
    : `${SIZE.format(freeBytes / GIBIBYTE)} GiB für Laufdatenbank und Lieferungen`;
}

export function offsetText({ clockOffset, isServer }: Pick<SystemView, 'clockOffset' | 'isServer'>): string {
  if (isServer) return `${secondsText(clockOffset)} s gegen die der Laufdatenbank`;
  return Math.abs(clockOffset) < 1
    ? 'nicht verstellt, seit das Programm zuletzt nachsah; die Laufdatenbank ist eine Datei und hat keine eigene Uhr'
    : `in den letzten Minuten um ${secondsText(clockOffset)} s verstellt`;
}

function secondsText(seconds: number): string {
  return SECONDS.format(seconds).replace('-', '−');
}

export function backupText({ lastBackup, isServer }: Pick<SystemView, 'lastBackup' | 'isServer'>, now: Date) {
  if (isServer) return 'mit den Mitteln der Datenbank (PostgreSQL); wann zuletzt, weiß dieses Programm nicht';
  if (lastBackup === null) return 'noch nie, oder vor mehr als 24 Monaten';
  return `${momentText(lastBackup)}, ${agoText(new Date(lastBackup), now)}`;
}

export function restoredText({ restored }: Pick<SystemView, 'restored'>): string {
  return restored === null
    ? 'noch nie. Eine Übung auf einem anderen Rechner kennt diese Laufdatenbank nicht.'
    : `${momentText(restored.at)}, aus der Sicherung vom ${momentText(restored.backupAt)}`;
}
