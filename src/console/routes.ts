/** All routes there are. Nothing is served that does not stand here, and nothing without saying who may. */
import { runStanding } from './live.ts';
import { approve, discard, reject, submitRun, withdraw } from './pages/approval-actions.tsx';
import { approvalPage } from './pages/approval.tsx';
import { auditCsv, auditPage } from './pages/audit.tsx';
import { barrierPage, reportBarrier } from './pages/barrier.tsx';
import { checkCsv, checkXlsx } from './pages/check-files.ts';
import { checkPage } from './pages/check.tsx';
import { lookAgain, rowPage } from './pages/look.tsx';
import {
  backChannelLogout,
  comeBack,
  goToProve,
  goToSignIn,
  signedOutPage,
  signOutAtIssuer,
} from './pages/openid.tsx';
import { calendarPage } from './pages/calendar.tsx';
import { bring, fetchNow, takeChunk } from './pages/delivery-actions.tsx';
import { deliveryPage } from './pages/delivery.tsx';
import { deletionsPage, revisionFile } from './pages/trail.tsx';
import { helpPage, helpTopicPage } from './pages/help.tsx';
import { indicatorPage } from './pages/indicator.tsx';
import { compareNow, indicatorsPage } from './pages/indicators.tsx';
import { overviewPage } from './pages/overview.tsx';
import { previewMapPage } from './pages/preview-map.tsx';
import { keepMapping, mappingPage, mappingYaml } from './pages/mapping.tsx';
import { previewGeometryPage } from './pages/preview-geometry.tsx';
import { previewSeriesPage } from './pages/preview-series.tsx';
import { previewCsv, previewPage } from './pages/preview.tsx';
import { accessibilityPage, assetFile, chooseTheme, privacyPage, imprintPage } from './pages/public.tsx';
import { cancelRun, goOnWithRun } from './pages/run-actions.tsx';
import { reportHtml, reportJson, reportPage } from './pages/run-report.tsx';
import { goOnPage, restart, restartPage } from './pages/run-verbs.tsx';
import { runPage } from './pages/run.tsx';
import { runsCsv, runsPage } from './pages/runs.tsx';
import { goOnWithSession, prove, provePage, signIn, signInPage, signOut } from './pages/sign-in.tsx';
import { pauseSource, permitSource, resumeSource, testSource } from './pages/source-actions.tsx';
import { sourcePage } from './pages/source.tsx';
import { sourcesPage } from './pages/sources.tsx';
import { diagnosisFile, lookAtSystem, systemPage } from './pages/system.tsx';
import { takeBack, takeBackPage } from './pages/take-back.tsx';
import {
  APPROVERS,
  AUDITORS,
  BRINGERS,
  CARERS,
  EDITORS,
  EVERYONE,
  OPERATORS,
  READERS,
  STARTERS,
} from './rights.ts';
import { CHUNKS_PATH } from './upload/uploads.ts';
import type { Route } from './visit.ts';

const RUN = '/laeufe/:id{[0-9]{4}-[0-9]{4,}}';
const RESTART = `${RUN}/neu-starten`;
const LOOK = `${RUN}/pruefung/nachsehen`;
const TAKE_BACK = `${RUN}/zuruecknehmen`;
const SOURCE = '/quellen/:id{[a-z0-9-]+}';
const CHUNKS = `${CHUNKS_PATH}/:datei`;
const ON_DELIVERY = { formPage: '/lieferungen/neu' };
const ON_SOURCE = { formPage: '/quellen/:id' };
const ON_MAPPING = { formPage: '/quellen/:id/zuordnung' };
const ON_CHECK = { formPage: '/laeufe/:id/pruefung' };
const ON_APPROVAL = { formPage: '/laeufe/:id/freigabe' };

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/assets/:file', needs: EVERYONE, handle: assetFile },
  { method: 'GET', path: '/barrierefreiheit', needs: EVERYONE, handle: accessibilityPage },
  { method: 'GET', path: '/barriere-melden', needs: EVERYONE, handle: (visit) => barrierPage(visit) },
  { method: 'POST', path: '/barriere-melden', needs: EVERYONE, handle: reportBarrier },
  { method: 'GET', path: '/impressum', needs: EVERYONE, handle: imprintPage },
  { method: 'GET', path: '/hilfe', needs: EVERYONE, handle: helpPage },
  { method: 'GET', path: '/hilfe/:thema', needs: EVERYONE, handle: helpTopicPage },
  { method: 'GET', path: '/datenschutz', needs: EVERYONE, handle: privacyPage },
  { method: 'GET', path: '/anmelden', needs: EVERYONE, handle: (visit) => signInPage(visit) },
  { method: 'POST', path: '/anmelden', needs: EVERYONE, handle: signIn },
  { method: 'GET', path: '/anmelden/kommonitor', needs: EVERYONE, handle: goToSignIn },
  { method: 'GET', path: '/anmelden/zurueck', needs: EVERYONE, handle: comeBack },
  { method: 'GET', path: '/abgemeldet', needs: EVERYONE, handle: signedOutPage },
  { method: 'GET', path: '/abmelden/kommonitor', needs: EVERYONE, handle: signOutAtIssuer },
  {
    method: 'POST',
    path: '/abmelden/rueckkanal',
    needs: EVERYONE,
    from: 'issuer',
    handle: backChannelLogout,
  },
  { method: 'POST', path: '/abmelden', needs: READERS, handle: signOut },
  { method: 'GET', path: '/bestaetigen', needs: READERS, handle: (visit) => provePage(visit) },
  { method: 'POST', path: '/bestaetigen', needs: READERS, handle: prove },
  { method: 'GET', path: '/bestaetigen/kommonitor', needs: READERS, handle: goToProve },
  { method: 'POST', path: '/sitzung', needs: READERS, handle: goOnWithSession },
  { method: 'POST', path: '/darstellung', needs: READERS, handle: chooseTheme },

  { method: 'GET', path: '/', needs: READERS, handle: overviewPage },
  { method: 'GET', path: '/laeufe', needs: READERS, handle: runsPage },
  { method: 'GET', path: '/laeufe.csv', needs: READERS, handle: runsCsv },
  { method: 'GET', path: RUN, needs: READERS, handle: (visit) => runPage(visit) },
  { method: 'GET', path: `${RUN}/stand`, needs: READERS, handle: runStanding },
  { method: 'POST', path: `${RUN}/abbrechen`, needs: CARERS, handle: cancelRun },
  { method: 'GET', path: `${RUN}/fortsetzen`, needs: STARTERS, handle: goOnPage },
  { method: 'GET', path: RESTART, needs: BRINGERS, handle: (visit) => restartPage(visit) },
  { method: 'POST', path: RESTART, needs: BRINGERS, handle: restart },
  { method: 'GET', path: `${RUN}/bericht`, needs: READERS, handle: reportPage },
  { method: 'GET', path: `${RUN}/bericht.html`, needs: READERS, handle: reportHtml },
  { method: 'GET', path: `${RUN}/bericht.json`, needs: READERS, handle: reportJson },
  { method: 'POST', path: `${RUN}/fortsetzen`, needs: STARTERS, handle: goOnWithRun },
  { method: 'GET', path: `${RUN}/pruefung`, needs: READERS, handle: (visit) => checkPage(visit) },
  { method: 'GET', path: `${RUN}/pruefung/zeile`, needs: EDITORS, handle: rowPage },
  { method: 'POST', path: LOOK, needs: EDITORS, ...ON_CHECK, sends: 'file', handle: lookAgain },
  { method: 'GET', path: `${RUN}/pruefung.csv`, needs: READERS, handle: checkCsv },
  { method: 'GET', path: `${RUN}/pruefung.xlsx`, needs: READERS, handle: checkXlsx },
  { method: 'GET', path: `${RUN}/vorschau`, needs: READERS, handle: previewPage },
  { method: 'GET', path: `${RUN}/vorschau.csv`, needs: READERS, handle: previewCsv },
  { method: 'GET', path: `${RUN}/vorschau/karte`, needs: READERS, handle: previewMapPage },
  { method: 'GET', path: `${RUN}/vorschau/verlauf`, needs: READERS, handle: previewSeriesPage },
  { method: 'GET', path: `${RUN}/vorschau/flaechen`, needs: READERS, handle: previewGeometryPage },
  { method: 'GET', path: `${RUN}/freigabe`, needs: READERS, handle: (visit) => approvalPage(visit) },
  { method: 'POST', path: `${RUN}/vorlegen`, needs: EDITORS, ...ON_APPROVAL, handle: submitRun },
  { method: 'POST', path: `${RUN}/freigeben`, needs: APPROVERS, ...ON_APPROVAL, handle: approve },
  { method: 'POST', path: `${RUN}/zurueckweisen`, needs: APPROVERS, ...ON_APPROVAL, handle: reject },
  { method: 'POST', path: `${RUN}/zurueckziehen`, needs: EDITORS, ...ON_APPROVAL, handle: withdraw },
  { method: 'POST', path: `${RUN}/verwerfen`, needs: EDITORS, ...ON_APPROVAL, handle: discard },

  { method: 'GET', path: TAKE_BACK, needs: READERS, handle: (visit) => takeBackPage(visit) },
  {
    method: 'POST',
    path: TAKE_BACK,
    needs: EDITORS,
    formPage: '/laeufe/:id/zuruecknehmen',
    handle: takeBack,
  },

  { method: 'GET', path: '/lieferungen/neu', needs: BRINGERS, handle: (visit) => deliveryPage(visit) },
  { method: 'POST', path: '/lieferungen/neu', needs: EDITORS, ...ON_DELIVERY, sends: 'file', handle: bring },
  { method: 'POST', path: '/lieferungen/abrufen', needs: BRINGERS, ...ON_DELIVERY, handle: fetchNow },
  { method: 'POST', path: CHUNKS_PATH, needs: EDITORS, sends: 'chunk', handle: takeChunk },
  { method: 'GET', path: CHUNKS, needs: EDITORS, handle: takeChunk },
  { method: 'PATCH', path: CHUNKS, needs: EDITORS, sends: 'chunk', handle: takeChunk },
  { method: 'DELETE', path: CHUNKS, needs: EDITORS, sends: 'chunk', handle: takeChunk },

  { method: 'GET', path: '/lieferungen', needs: READERS, handle: calendarPage },
  { method: 'GET', path: '/quellen', needs: READERS, handle: sourcesPage },
  { method: 'GET', path: SOURCE, needs: READERS, handle: (visit) => sourcePage(visit) },
  { method: 'POST', path: `${SOURCE}/anhalten`, needs: OPERATORS, ...ON_SOURCE, handle: pauseSource },
  { method: 'POST', path: `${SOURCE}/fortsetzen`, needs: OPERATORS, ...ON_SOURCE, handle: resumeSource },
  { method: 'POST', path: `${SOURCE}/pruefen`, needs: OPERATORS, ...ON_SOURCE, handle: testSource },
  { method: 'POST', path: `${SOURCE}/zustimmen`, needs: STARTERS, ...ON_SOURCE, handle: permitSource },
  { method: 'GET', path: '/indikatoren', needs: READERS, handle: (visit) => indicatorsPage(visit) },
  { method: 'POST', path: '/indikatoren/vergleichen', needs: CARERS, handle: compareNow },
  { method: 'GET', path: '/indikatoren/:id', needs: READERS, handle: indicatorPage },
  { method: 'GET', path: '/quellen/:id/zuordnung', needs: READERS, handle: mappingPage },
  { method: 'GET', path: '/quellen/:id/zuordnung.yaml', needs: EDITORS, handle: mappingYaml },
  { method: 'POST', path: '/quellen/:id/zuordnung', needs: EDITORS, ...ON_MAPPING, handle: keepMapping },

  { method: 'GET', path: '/protokoll', needs: AUDITORS, handle: auditPage },
  { method: 'GET', path: '/protokoll.csv', needs: AUDITORS, handle: auditCsv },
  { method: 'GET', path: '/protokoll.jsonl', needs: AUDITORS, handle: revisionFile },
  { method: 'GET', path: '/protokoll/loeschungen', needs: AUDITORS, handle: deletionsPage },
  { method: 'GET', path: '/system', needs: OPERATORS, handle: systemPage },
  { method: 'POST', path: '/system/pruefen', needs: OPERATORS, handle: lookAtSystem },
  { method: 'GET', path: '/system/diagnose.json', needs: OPERATORS, handle: diagnosisFile },
];
