/** Styles, script and fonts under names that hold their hash, so that browsers may keep them for ever. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../app.ts';
import { sha256 } from '../core/hash.ts';
import type { Accent } from './accent.ts';

interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const SCRIPTS = ['console.js', 'upload.js'] as const;
type Script = (typeof SCRIPTS)[number];

export interface Assets {
  /** Address of a file by its plain name. */
  href(name: 'kern.css' | 'fonts.css' | 'console.css' | Script): string;
  /** By the last part of its address. */
  file(hashed: string): Asset | undefined;
}

const WEIGHTS = { Regular: 400, Medium: 500, SemiBold: 600, Bold: 700 } as const;
const CSS = 'text/css; charset=utf-8';

export async function loadAssets(accent: Accent): Promise<Assets> {
  const files = new Map<string, Asset>();
  const names = new Map<string, string>();
  const add = (name: string, type: string, body: Uint8Array<ArrayBuffer>) => {
    const { name: stem, ext } = path.parse(name);
    const hashed = `${stem}.${sha256(body).slice(0, 16)}${ext}`;
    files.set(hashed, { type, body });
    names.set(name, `/assets/${hashed}`);
  };
  const own = path.join(packageRoot(), 'config/console');
  const kern = path.dirname(fileURLToPath(import.meta.resolve('@kern-ux/native/dist/kern.min.css')));
  for (const weight of Object.keys(WEIGHTS)) {
    const file = `FiraSans-${weight}.woff2`;
    add(file, 'font/woff2', new Uint8Array(await readFile(path.join(kern, 'fonts/fira-sans', file))));
  }
  add('kern.css', CSS, new Uint8Array(await readFile(path.join(kern, 'kern.min.css'))));
  add('fonts.css', CSS, bytes(fontFaces(names)));
  const styles = await readFile(path.join(own, 'console.css'), 'utf8');
  add('console.css', CSS, bytes(accentStyles(accent) + styles));
  for (const script of SCRIPTS)
    add(script, 'text/javascript; charset=utf-8', new Uint8Array(await readFile(path.join(own, script))));
  return { href: (name) => names.get(name) ?? '', file: (hashed) => files.get(hashed) };
}

function fontFaces(names: ReadonlyMap<string, string>): string {
  return Object.entries(WEIGHTS)
    .map(
      ([weight, number]) =>
        `@font-face{font-family:"Fira Sans";font-weight:${number};font-display:swap;src:url("${names.get(`FiraSans-${weight}.woff2`) ?? ''}") format("woff2")}`,
    )
    .join('\n');
}

function accentStyles({ light, dark }: Accent): string {
  return `:root{--ks-accent:${light};--ks-accent-line:${light}}
@media (prefers-color-scheme:dark){:root{--ks-accent-line:${dark}}}
[data-kern-theme=light]{--ks-accent-line:${light}}
[data-kern-theme=dark]{--ks-accent-line:${dark}}
`;
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
