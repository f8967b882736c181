/** Help, one short page for each screen: what it is for, and what one does there. */
export interface HelpPage {
  readonly id: string;
  readonly title: string;
  /** Addresses of the screen. */
  readonly on: RegExp;
  readonly purpose: string;
  readonly steps: readonly string[];
  /** What people ask about it. */
  readonly notes?: readonly string[];
}

const RUN = String.raw`^/laeufe/\d{4}-\d+`;

/** The first one whose addresses fit is that of the screen. */
export const HELP_PAGES: readonly HelpPage[] = [
  {
    id: 'uebersicht',
    title: 'Übersicht',
    on: /^\/$/,
    purpose: 'Hier sehen Sie, ob etwas auf Sie wartet und wie aktuell die Daten sind.',
    steps: [
      'Unter „Für Sie zu tun“ steht, was Sie entscheiden oder ansehen müssen. Ein Klick führt hin.',
      'Unter „Aufträge“ steht zu jedem Auftrag, wie der letzte Lauf ausging und was jetzt läuft.',
      'Ganz unten steht, ob KomMonitor erreichbar ist.',
    ],
  },
  {
    id: 'lieferung',
    title: 'Neue Lieferung',
    on: /^\/lieferungen/,
    purpose: 'Hier bringen Sie eine Datei ein, oder das Programm holt sie aus einer Quelle.',
    steps: [
      'Wählen Sie die Quelle. Darunter steht, welche Datei erwartet wird und welche zuletzt kam.',
      'Wählen Sie die Datei und drücken Sie „Hochladen und prüfen“. Oder drücken Sie „Jetzt abrufen“.',
      'Den Stichtag geben Sie nur an, wenn er nicht in der Datei steht.',
      'Danach sehen Sie den Lauf. Bis zur Freigabe ändert sich in KomMonitor nichts.',
    ],
    notes: [
      'Bricht die Verbindung ab, wählen Sie dieselbe Datei noch einmal. Es geht dort weiter, wo es aufgehört hat.',
      'Angaben zu einzelnen Personen gehören nicht in eine Datei, die nur zusammengefasste Zahlen enthalten darf. Das Programm löscht sie dann.',
    ],
  },
  {
    id: 'pruefung',
    title: 'Prüfbericht',
    on: new RegExp(`${RUN}/pruefung`),
    purpose: 'Hier steht, was in der Lieferung nicht stimmt, wo es steht und was zu tun ist.',
    steps: [
      'Lesen Sie zuerst die Fehler. Sie verhindern die Veröffentlichung. Hinweise verhindern sie nicht.',
      'Zu jedem Befund stehen Blatt, Zeile und Spalte, was gefunden und was erwartet wurde.',
      'Berichtigen Sie die Datei an der Quelle und laden Sie sie als neue Lieferung hoch.',
    ],
    notes: [
      'Die vollständige Liste gibt es als Datei. Sie können sie der liefernden Stelle schicken.',
      'Um eine Zeile anzusehen, öffnen Sie dieselbe Datei noch einmal unter „Datei zum Nachsehen öffnen“. Sie wird nur angesehen und nach 15 Minuten vergessen.',
      '„Ähnlich“ nennt Gebiete, die fast genauso geschrieben werden. Ob eines davon gemeint war, weiß die liefernde Stelle.',
    ],
  },
  {
    id: 'vorschau',
    title: 'Vorschau',
    on: new RegExp(`${RUN}/vorschau`),
    purpose: 'Hier sehen Sie genau, was sich in KomMonitor ändern wird, bevor es sich ändert.',
    steps: [
      'Lesen Sie den ersten Satz: Er nennt die Zahl der neuen, geänderten und entfallenden Werte.',
      'Wählen Sie Indikator und Stichtag. „Tabelle“, „Karte“ und „Verlauf“ zeigen dieselben Zahlen.',
      'Achten Sie auf große Änderungen. Dahinter kann ein Kommafehler stecken.',
      'Stimmt alles, drücken Sie „Zur Freigabe geben“.',
    ],
    notes: [
      'Gesperrte Werte werden aus Gründen der Geheimhaltung nicht veröffentlicht. Welche das sind, entscheiden Regeln und keine Person.',
    ],
  },
  {
    id: 'freigabe',
    title: 'Freigabe',
    on: new RegExp(`${RUN}/freigabe`),
    purpose: 'Hier entscheidet eine zweite Person, ob veröffentlicht wird.',
    steps: [
      'Sehen Sie sich die Vorschau und die Hinweise an.',
      'Soll erst später veröffentlicht werden, tragen Sie den Zeitpunkt ein.',
      'Drücken Sie „Freigeben und veröffentlichen“ oder „Zurückweisen“. Wer zurückweist, nennt den Grund.',
      'Ohne Zeitpunkt beginnt die Veröffentlichung sofort. Sie sehen auf der Seite des Laufs zu.',
    ],
    notes: [
      'Ihre eigene Lieferung können Sie nicht freigeben.',
      'Liegt Ihre Anmeldung länger als 15 Minuten zurück, fragt das Programm noch einmal, ob Sie es sind.',
      'Hat sich KomMonitor seit der Vorschau geändert, gilt die Freigabe nicht mehr, und es wird nichts veröffentlicht.',
    ],
  },
  {
    id: 'lauf',
    title: 'Lauf',
    on: new RegExp(RUN),
    purpose:
      'Hier steht alles über einen Lauf: was geschehen ist, was gerade geschieht und was als Nächstes kommt.',
    steps: [
      'Oben steht der Zustand mit einem Satz dazu.',
      'Darunter stehen die Schritte. Während einer Veröffentlichung läuft die Anzeige von selbst mit.',
      'Was Sie tun können, steht als Knopf unter den Schritten.',
    ],
    notes: [
      'Wartet der Lauf auf KomMonitor, müssen Sie nichts tun. Das Programm versucht es weiter.',
      'Bei „Eingriff nötig“ ist die IT benachrichtigt. Starten Sie dann keinen neuen Lauf.',
    ],
  },
  {
    id: 'laeufe',
    title: 'Läufe',
    on: /^\/laeufe/,
    purpose: 'Hier finden Sie jeden Lauf wieder.',
    steps: [
      'Wählen Sie Auftrag, Zustand oder Zeitraum und drücken Sie „Filtern“.',
      'Die Adresse der Seite enthält den Filter. Sie können sie als Lesezeichen speichern oder weitergeben.',
      'Die Liste gibt es auch als Datei.',
    ],
  },
  {
    id: 'indikatoren',
    title: 'Indikatoren und Zurücknehmen',
    on: /^\/indikatoren/,
    purpose: 'Hier sehen Sie, was veröffentlicht ist, aus welcher Lieferung es kommt und wie man zurückgeht.',
    steps: [
      'Wählen Sie einen Indikator. Sie sehen seine Stichtage und die Läufe, aus denen sie kommen.',
      'Zum Zurückgehen wählen Sie einen früheren Stand. Daraus wird ein Lauf mit Vorschau und Freigabe.',
    ],
    notes: ['Werte, die heute geheim zu halten wären, kommen nicht zurück. Sie stehen dann in der Vorschau.'],
  },
  {
    id: 'zuordnung',
    title: 'Zuordnung',
    on: /^\/quellen\/[^/]+\/(?:zuordnung|profil)/,
    purpose: 'Hier legen Sie fest, was die Spalten einer Datei bedeuten, wenn sie nicht zum Profil passt.',
    steps: [
      'Wählen Sie zu jeder Spalte ihre Bedeutung. Vorschläge sind als Vorschlag gekennzeichnet.',
      'Legen Sie fest, was Zeichen wie „*“ oder „.“ bedeuten.',
      'Kennt das Programm einen Schlüssel nicht, sagen Sie, zu welcher Raumeinheit er jetzt gehört. Sind Sie nicht sicher, lassen Sie das Feld leer.',
      'Öffnen Sie die Datei im Prüfbericht zum Nachsehen. Dann stehen hier Beispiele, und zum Vorschlag gibt es eine Leseprobe der ersten zehn Zeilen.',
      'Nennen Sie den Grund. Die IT und eine zweite Person übernehmen die neue Fassung des Profils.',
    ],
  },
  {
    id: 'quellen',
    title: 'Quellen und Zeitpläne',
    on: /^\/quellen/,
    purpose: 'Hier sehen Sie, woher die Daten kommen und wann das Programm sie das nächste Mal holt.',
    steps: [
      'Zu jeder Quelle stehen Rhythmus, Profil und die nächsten Termine.',
      'Die Einrichtung ändert die IT. Anhalten und fortsetzen darf, wer die Berechtigung „Betrieb“ hat.',
    ],
  },
  {
    id: 'protokoll',
    title: 'Protokoll',
    on: /^\/protokoll/,
    purpose: 'Hier steht, wer was wann getan hat und was nach Frist gelöscht wurde.',
    steps: [
      'Wählen Sie ein Ereignis oder einen Lauf und drücken Sie „Filtern“.',
      '„Die ganze Kette jetzt prüfen“ zeigt, ob Einträge fehlen oder geändert wurden.',
      'Für die Revision gibt es das ganze Protokoll als Datei, mit der sich die Kette nachrechnen lässt.',
    ],
    notes: [
      'Auch das Lesen des Protokolls steht im Protokoll. Personen stehen darin mit einem Kennzeichen statt mit Namen.',
    ],
  },
  {
    id: 'system',
    title: 'System',
    on: /^\/system/,
    purpose: 'Hier prüft die IT, ob alles da ist, was das Programm braucht.',
    steps: ['Drücken Sie „Jetzt prüfen“.', 'Zu jedem Hinweis und Fehler steht, was zu tun ist.'],
  },
  {
    id: 'anmelden',
    title: 'Anmelden',
    on: /^\/(?:anmelden|bestaetigen|abgemeldet)/,
    purpose: 'Hier melden Sie sich an.',
    steps: [
      'Geben Sie Name und Kennwort ein. Wo die Anmeldung von KomMonitor gilt, geschieht das auf deren Seite.',
      'Die Sitzung endet nach 30 Minuten ohne Klick und spätestens nach 10 Stunden. Vorher werden Sie gewarnt.',
    ],
    notes: ['Was Sie in ein Formular getippt hatten, ist nach der nächsten Anmeldung wieder da.'],
  },
];

export const QUICK_GUIDE = { id: 'kurzanleitung', title: 'Kurzanleitung' } as const;
export const WORD_LIST = { id: 'begriffe', title: 'Begriffe' } as const;

/** Where the help about the screen at this path is. */
export function helpPath(path: string): string {
  const found = HELP_PAGES.find(({ on }) => on.test(path));
  return found ? `/hilfe/${found.id}` : '/hilfe';
}
