import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';

export type WantedSubject = Parsed<'certificates.request'>['subject'];
export type SubjectField = keyof WantedSubject;
/** One attribute of a name, such as the organisation. */
export type NamePart = readonly [field: SubjectField, value: string];

/** From the most general to the most exact, as in the DER. */
const FIELDS: readonly SubjectField[] = ['C', 'ST', 'L', 'O', 'OU', 'CN'];
/** Characters (X.520, upper bounds). */
const LONGEST = 64;
/** Controls, line ends, and what has no glyph of its own or turns the order of others around. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** The parts of a subject, checked. Wise requires O, and puts the client id in the place of CN: where none is given, `name` stands there. Throws `CERT_SUBJECT` with the field. */
export function subjectParts(wanted: WantedSubject, name: string): NamePart[] {
  const given: WantedSubject = { ...wanted, CN: wanted.CN?.trim() || [...name].slice(0, LONGEST).join('').trim() };
  const parts = FIELDS.flatMap((field): NamePart[] => {
    const value = given[field]?.trim() ?? '';
    return value === '' ? [] : [[field, value]];
  });
  if (!parts.some(([field]) => field === 'O')) throw new PortcullisError('CERT_SUBJECT', { field: 'O', reason: 'Wise refuses a request without an organisation (O).' });
  for (const [field, value] of parts) assertPlain(field, value);
  return parts;
}

/** One line of printable text, of at most 64 characters. Throws `CERT_SUBJECT` with the field. */
export function assertPlain(field: string, value: string): void {
  const reason = faultOf(field, value);
  if (reason !== undefined) throw new PortcullisError('CERT_SUBJECT', { field, reason });
}

/** As RFC 4514 writes it: the most exact first. */
export function rfc4514(parts: readonly NamePart[]): string {
  return parts.toReversed().map(([field, value]) => `${field}=${escaped(value)}`).join(', ');
}

function faultOf(field: string, value: string): string | undefined {
  if (UNPRINTABLE.test(value)) return 'It holds a line break, a control character or another that cannot be seen.';
  if (field === 'C' && !/^[A-Z]{2}$/.test(value)) return 'A country is two capital letters, such as GB.';
  return field !== 'name' && [...value].length > LONGEST ? `It is longer than ${LONGEST} characters.` : undefined;
}

/** RFC 4514, 2.4. */
function escaped(value: string): string {
  return value.replaceAll(/[\\,+"<>;]/g, '\\$&').replace(/^[# ]/, '\\$&').replace(/ $/, '\\ ');
}
