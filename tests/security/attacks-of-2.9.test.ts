/**
 * The attacks on uploads and beyond that the design names (OWASP ASVS 5, level 2), and for each of them the test that
 * tries it. A test that is gone or renamed shows here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const UPLOADS = 'tests/integration/console-upload-attacks.test.ts';
const BY_HAND = 'tests/integration/console-upload.test.ts';
const ARCHIVES = 'tests/security/archives.test.ts';
const ARCHIVE = 'src/formats/archive.test.ts';
const SHEET = 'src/formats/sheet.test.ts';
const XML = 'tests/security/xml.test.ts';
const REQUESTS = 'tests/security/requests.test.ts';
const TEXT = 'tests/security/text.test.ts';
const ADDRESSES = 'tests/security/addresses.test.ts';
const HTTP = 'src/sdk/http.test.ts';
const APPROVAL = 'tests/integration/approval.test.ts';
const SESSIONS = 'src/console/sessions.test.tsx';
const SIGHT = 'src/console/sight.test.tsx';
const ROUTES = 'src/console/routes.test.tsx';
const SCREENS = 'src/console/screens.test.tsx';

/** Attack, file of the test, its title as it stands in the source. */
const ATTACKS: Readonly<Record<string, readonly (readonly [attack: string, file: string, title: string])[]>> =
  {
    'Declared limits': [
      ['10 GB in one form', UPLOADS, 'of 10 GB in a form is refused before its first byte'],
      [
        '10 GB over a connection',
        UPLOADS,
        'of 10 GB over a connection has its answer while the sender has hardly begun',
      ],
      ['10 GB in chunks', UPLOADS, 'of 10 GB in chunks is refused before its first byte'],
      ['slow body', REQUESTS, 'is cut off, and others are answered meanwhile'],
      ['missing length', UPLOADS, 'without a length begins nothing'],
      ['no length in a form', UPLOADS, 'that says nothing of its length is cut off at the limit'],
      ['100 parallel uploads', UPLOADS, 'at once is five of a hundred'],
      ['quota per person', UPLOADS, 'of one person is what the person may have begun'],
    ],
    'Type check': [
      ['exe as csv, BIFF as xlsx, html as csv, polyglot', UPLOADS, 'is refused: %s'],
      [
        'UTF-16 CSV',
        UPLOADS,
        'is not what a text in UTF-16 is: that is read, and its report says what is wrong',
      ],
      ['password-protected xlsx (OLE container)', SHEET, 'tells what a file is that is no workbook'],
    ],
    'Zip bomb': [
      ['high ratio', UPLOADS, 'that grows a thousandfold is not unpacked'],
      ['a gigabyte of zeros', ARCHIVE, 'refuses a gigabyte of zeros before inflating it, in little memory'],
      ['nested', ARCHIVES, 'inside an archive stays packed: nobody opens it'],
      ['nested, as a workbook', ARCHIVES, 'inside an archive is no workbook, however it is called'],
      ['100,000 entries', ARCHIVES, 'of 100,000 entries is refused before any is read'],
      ['lying number of entries', ARCHIVES, 'that has more entries than it says gives no more than it says'],
      ['lying sizes', ARCHIVE, 'stops a bomb that states a harmless size as soon as more comes than stated'],
      [
        'overlapping entries',
        ARCHIVES,
        'whose entries overlap is judged by the sum of what they would become',
      ],
    ],
    'Symlink and zip slip': [
      ['../../etc/x, absolute and Windows paths', UPLOADS, 'with a part called %s writes it nowhere'],
      ['the same in any archive', ARCHIVE, 'refuses the name %s'],
      ['links', ARCHIVES, 'with a link gives the text of the link and not what lies behind it'],
      ['Windows names, NUL', ARCHIVES, 'with an entry called %j writes no file'],
    ],
    'File names': [
      ['..\\..\\x, CRLF, RTL override, 4 KB, emoji', UPLOADS, 'like %j is a name and nothing else'],
      [
        'any text at all',
        'src/console/upload/file-name.test.ts',
        'is never empty, never a path and always fits, whatever was sent',
      ],
    ],
    Malware: [
      ['EICAR', UPLOADS, 'is refused and deleted, and the log hears of it'],
      [
        'scanner answers something else',
        UPLOADS,
        'may be in any file while the scanner is down, so none is taken',
      ],
    ],
    'XXE and entities': [
      ['sheet, sharedStrings, rels, custom XML', XML, 'with $what in $part is refused'],
      ['UTF-16', SHEET, 'refuses document types and entities in any part, also in UTF-16'],
      ['through the console', UPLOADS, 'with an entity of a document type is not read'],
    ],
    'Formula injection out': [
      ['= + - @ tab NUL', 'src/console/csv.test.ts', 'does not let %j become a formula'],
      ['list of findings', REQUESTS, 'is text in every file that the console gives out'],
      [
        'name of an area',
        'src/console/preview.test.tsx',
        'does not let the name of an area become a formula or HTML',
      ],
    ],
    'Formulas in': [
      [
        'stored result, error cell',
        SHEET,
        'marks stored results of formulas and writes errors as a German Excel shows them',
      ],
      [
        'no stored result',
        SHEET,
        'refuses formulas without a stored result, but not the empty text as a result',
      ],
      ['hidden sheet', SHEET, 'refuses hidden sheets unless each of them is named'],
      ['hidden rows and columns', SHEET, 'names hidden rows and columns that hold anything'],
      ['merged cells', SHEET, 'names merges and fills them on request only down to the last header row'],
    ],
    SSRF: [
      ['inside addresses, file:, userinfo, IPv6-mapped', ADDRESSES, 'that is %s is refused'],
      ['no address typed by clerks', ADDRESSES, 'is nothing that anybody can type into the console'],
      ['name that leads inside', HTTP, 'is not connected to where it is %s and nobody has allowed that'],
      ['redirect to inside', HTTP, 'follows no redirect to a host that is not allowed, and not in circles'],
      ['DNS rebinding', HTTP, 'is the one that was checked: the name is asked once for each connection'],
      [
        'redirect of KomMonitor',
        'src/kommonitor/http.test.ts',
        'does not follow a redirect, which would take the token along',
      ],
    ],
    'Prototype pollution': [
      ['YAML keys', TEXT, 'is an unknown key in a configuration: %s'],
      ['header row', TEXT, 'is a label like any other in a delivery: %s'],
      ['sheet named constructor', TEXT, 'is a sheet like any other: %s'],
      ['JSON keys', TEXT, 'is a property like any other of an area'],
    ],
    'YAML bombs': [
      ['nested aliases', TEXT, 'by aliases of aliases is refused and not unfolded'],
      ['depth, custom tags', TEXT, 'by depth, by a tag of its own or by one that runs code is refused'],
    ],
    ReDoS: [
      ['long near-miss cells', TEXT, 'costs no more than its length: %s…'],
      [
        'time budget',
        'tests/integration/reading-apart.test.ts',
        'keeps its claim of 2 s on a run whose file takes 6 s to read',
      ],
    ],
    'Log injection and secrets': [
      ['newline and ANSI', REQUESTS, 'is one line of JSON in the log, or not there at all'],
      [
        'nothing that is not on the list',
        'src/observe/log.test.ts',
        'lets no token, name, row or nested object through',
      ],
      ['token in errors', 'src/kommonitor/http.test.ts', 'after %s shows no token, however it is printed'],
      [
        'canary secrets, command line',
        'tests/e2e/cli-secrets.test.ts',
        'are in no output, no log and no file, whatever happens',
      ],
      [
        'canary secrets, log-in',
        'tests/e2e/console-openid.test.ts',
        'stay on the server: none of them, no code and no secret is in any answer or line of the log',
      ],
      ['secrets in pages', REQUESTS, 'has no secret of its site in any page'],
    ],
    CSRF: [
      ['cross-site form', SESSIONS, '%s changes nothing'],
      [
        'login CSRF',
        'tests/e2e/console-openid.test.ts',
        'is refused: the code of an attacker does not log a victim in (login CSRF)',
      ],
      ['uploads', UPLOADS, 'cannot begin one in chunks without the token'],
      ['form without log-in', 'src/console/public.test.tsx', 'from a page of another site sends nothing'],
    ],
    'Content sniffing': [
      ['uploaded file by its address', UPLOADS, 'cannot show what was uploaded, by its address or around it'],
      ['headers of every answer', ROUTES, 'of $method $path carries the headers that keep it safe'],
    ],
    Access: [
      ['every route for every role', ROUTES, '$method $path as $visitor'],
      ['run of another organisation', SIGHT, 'is for $method $path a run that does not exist'],
      ['lists and files of another organisation', SIGHT, 'stands in no list, no filter and no file'],
      ['begin for another organisation', SIGHT, 'cannot be begun'],
      ['approve own', SCREENS, 'is not for the one who submitted, by button or by form'],
      [
        'approve what one has brought',
        BY_HAND,
        'cannot be approved by whoever brought it, even where somebody else submits it',
      ],
      ['past the program', APPROVAL, 'by the constraint of the tables, whoever writes into them'],
      ['replay an approved plan', APPROVAL, 'refuses an approval that was used, by run and by plan'],
    ],
    'Business flow': [
      [
        'skip the preview',
        REQUESTS,
        'is not done past its preview: without a submission there is nothing to approve',
      ],
      [
        'double click',
        REQUESTS,
        'is done once where the button is pressed twice, or the same form is sent again later',
      ],
      ['two people at once', SCREENS, 'is decided once where two people decide at the same time'],
      [
        'approve and change the file',
        REQUESTS,
        'stays with the file that was looked at: the same name with other content is another run with another plan',
      ],
      [
        'approve another plan',
        REQUESTS,
        'is nothing else than what was looked at: a plan under another hash is not approved',
      ],
      [
        'KomMonitor changed meanwhile',
        APPROVAL,
        'is stale where KomMonitor has changed since, and the approval is spent',
      ],
    ],
    'KomMonitor as victim': [
      ["key with '", 'src/kommonitor/payloads.test.ts', 'refuses the key %j before anything is sent'],
      ['name with <img onerror>', TEXT, 'is no name of ours: %j'],
    ],
    'Parser differences': [
      [
        'preview and run',
        APPROVAL,
        'writes nothing before two people have agreed, and then exactly the plan they saw',
      ],
      [
        'any chunking of any text',
        'src/formats/delimited.test.ts',
        'gives the same rows and findings for any chunking of any text',
      ],
    ],
    Config: [
      [
        'metrics and health from outside',
        REQUESTS,
        'gives out no metrics, no health of its parts and no configuration',
      ],
      [
        'on this machine only',
        'src/observe/health-server.test.ts',
        'listens on this machine only, and says in German that its port is taken',
      ],
      ['secrets as files', 'src/config.test.ts', 'takes the value itself or the file that is named'],
      [
        'secrets in the file of the site',
        'src/config.test.ts',
        'refuses a secret in the file, without repeating it',
      ],
    ],
  };

describe('the attacks of the concept', () => {
  it('are all those of its table', () => {
    expect(Object.keys(ATTACKS)).toHaveLength(21);
  });

  const all = Object.entries(ATTACKS).flatMap(([topic, attacks]) =>
    attacks.map(([attack, file, title]) => ({ topic, attack, file, title })),
  );
  it.each(all)('$topic: $attack', ({ file, title }) => {
    const source = readFileSync(path.join(ROOT, file), 'utf8').replaceAll("\\'", "'");
    const quoted = title.replaceAll('\\', '\\\\');

    expect(source).toMatch(
      new RegExp(
        `\\b(?:it|describe)\\b[\\s\\S]{0,2000}['"\`]${quoted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`,
      ),
    );
  });
});
