/** What happened, as people say it. An event without a word of its own is shown as it is. */
const WORDS: Readonly<Record<string, string>> = {
  'Run:Start': 'Lauf begonnen',
  'Run:Done': 'Lauf beendet',
  'Write:Intended': 'Schreiben begonnen',
  'Write:Verified': 'Geschrieben und zurückgelesen',
  'Write:Failed': 'Schreiben fehlgeschlagen',
  'Lease:Taken': 'Schreibrecht genommen',
  'Audit:Purged': 'Alte Einträge gelöscht',
  'Backup:Done': 'Sicherung geschrieben',
  'Dataset:Forgotten': 'Datenbestand gelöscht',
  'Retention:Deleted': 'Nach Frist gelöscht',
  'Ledger:Restored': 'Aus Sicherung wiederhergestellt',
  'Release:Granted': 'Geheimhaltung bestanden',
  'Release:Readable': 'Veröffentlichung lesbar',
  'Approval:Submitted': 'Zur Freigabe vorgelegt',
  'Approval:Vouched': 'Vorlage übernommen',
  'Approval:Given': 'Freigegeben',
  'Approval:Refused': 'Zurückgewiesen',
  'Approval:Withdrawn': 'Zurückgezogen',
  'Approval:Expired': 'Frist abgelaufen',
  'Approval:Overtaken': 'Überholt',
  'Approval:Used': 'Freigabe verwendet',
  'Approval:GivenBack': 'Freigabe zurückgegeben',
  'Permit:Proposed': 'Zeitplan vorgeschlagen',
  'Permit:Given': 'Zeitplan genehmigt',
  'Account:Changed': 'Konto geändert',
  'Audit:Read': 'Protokoll gelesen',
  'Schedule:Paused': 'Zeitplan angehalten',
  'Schedule:Resumed': 'Zeitplan fortgesetzt',
  'Drift:Accepted': 'Stand von KomMonitor übernommen',
};

export function auditWord(event: string): string {
  return WORDS[event] ?? event;
}
