/** A name, a day of birth and an address, planted in a file of the register to see whether they turn up anywhere. */
import { registerCsv, type RegisterPerson } from './register-site.ts';

/** In a street nobody knows, so that it would stand on every list of what was not found. */
const PLANTED: RegisterPerson = {
  gemeinde: '05998001',
  street: '07373',
  streetName: 'Geheimwegstraße',
  number: '7713',
  birth: '19610317',
};
const PSEUDONYM = 'fe'.repeat(8);

export const CANARIES = [
  'Geheimweg',
  '07373',
  '7713',
  '19610317',
  '17.03.1961',
  '1961-03-17',
  PSEUDONYM,
  'Xanthippa',
  'Quarzmann',
];

/** The register with one more person, who has a pseudonym of their own. */
export function withCanaries(persons: readonly RegisterPerson[]): string {
  const text = registerCsv([...persons, PLANTED]);
  const last = text.lastIndexOf('\n', text.length - 2) + 1;
  return text.slice(0, last) + text.slice(last).replace(/(\d{8};\d{8};)[0-9a-f]{16}/, `$1${PSEUDONYM}`);
}

/** Few digits also turn up by chance in hashes and clock times; a house number or key stands alone. */
export function stands(canary: string, text: string): boolean {
  if (/^\d{1,5}$/.test(canary)) return new RegExp(`(?<![0-9a-f])${canary}(?![0-9a-f])`, 'i').test(text);
  const forms = [
    canary,
    Buffer.from(canary).toString('base64').slice(0, -3),
    Buffer.from(canary).toString('latin1'),
  ];
  return forms.some((form) => text.includes(form));
}
