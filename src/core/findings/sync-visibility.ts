/** Findings about the target: what a reader of the map would not see. */
import { entries } from './entry.ts';

export const SYNC_VISIBILITY_FINDINGS = entries({
  'sync.invisible-dates': {
    severity: 'error',
    de: {
      text: 'Der Indikator {found} ist in der Karte nicht sichtbar: Stichtage fehlen in KomMonitor ({expected}).',
      hint: 'Starten Sie den Lauf noch einmal. Bleibt der Befund, wenden Sie sich an die IT.',
    },
    en: {
      text: 'The indicator {found} is not visible on the map: dates are not registered ({expected}).',
      hint: 'Start the run again. If the finding stays, ask IT.',
    },
  },
  'sync.invisible-link': {
    severity: 'error',
    de: {
      text: 'Der Indikator {found} ist nicht mit der Raumebene {expected} verknüpft.',
      hint: 'Starten Sie den Lauf noch einmal. Bleibt der Befund, wenden Sie sich an die IT.',
    },
    en: {
      text: 'The indicator {found} is not linked to the level {expected}.',
      hint: 'Start the run again. If the finding stays, ask IT.',
    },
  },
  'sync.visibility-differs': {
    severity: 'warning',
    de: {
      text: 'Raumebene, Indikator und Verknüpfung sind nicht für dieselben Personen sichtbar: {found}.',
      hint: 'Gleichen Sie die Zugriffsrechte in KomMonitor an: {expected}.',
    },
    en: {
      text: 'Level, indicator and link cannot be read by the same people: {found}.',
      hint: 'Align the access rights in KomMonitor: {expected}.',
    },
  },
  'sync.topic-unknown': {
    severity: 'warning',
    de: {
      text: 'Der Indikator {found} hängt an keinem Thema für Indikatoren und fehlt deshalb im Themenbaum.',
      hint: 'Legen Sie das Thema in KomMonitor an oder nennen Sie im Indikator ein vorhandenes.',
    },
    en: {
      text: 'The indicator {found} hangs on no topic for indicators and is missing from the topic tree.',
      hint: 'Create the topic in KomMonitor or name an existing one in the indicator.',
    },
  },
  'sync.palette-unknown': {
    severity: 'warning',
    de: {
      text: 'Die Farbpalette {found} kennt KomMonitor nicht; die Karte würde falsch gefärbt.',
      hint: 'Wählen Sie eine ColorBrewer-Palette wie „Blues“ und 3 bis 9 Klassen.',
    },
    en: {
      text: 'KomMonitor does not know the palette {found}; the map would be coloured wrongly.',
      hint: 'Choose a ColorBrewer palette such as "Blues" and 3 to 9 classes.',
    },
  },
  'sync.validity-too-short': {
    severity: 'error',
    de: {
      text: 'Am Stichtag {found} zeigt KomMonitor in der Raumebene {expected} keine Fläche; die Karte bleibt leer.',
      hint: 'Die erste Ausgabe der Raumebene muss vor dem ältesten Stichtag beginnen, und keine Ausgabe darf am Tag nach einem Stichtag alle Flächen ablösen.',
    },
    en: {
      text: 'On {found} KomMonitor shows no area of the level {expected}; the map stays empty.',
      hint: 'The first edition of the level has to begin before the oldest date, and no edition may replace all areas on the day after a date.',
    },
  },
  'sync.last-day-hidden': {
    severity: 'info',
    de: {
      text: 'In der Raumebene {expected} fehlen auf der Karte Flächen, deren Fassung am Stichtag selbst endet: {found}.',
      hint: 'KomMonitor zeigt eine Fläche an ihrem letzten Gültigkeitstag nicht mehr. Die Werte stehen vollständig in den Tabellen.',
    },
    en: {
      text: 'In the level {expected} the map lacks areas whose version ends on the date itself: {found}.',
      hint: 'KomMonitor no longer shows an area on the last day of its validity. The tables hold all values.',
    },
  },
});
