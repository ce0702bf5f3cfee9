import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import type { KeySummary, Rotation } from '../../../shared/model/views.ts';
import type { Tone } from '../../components/pill.tsx';
import { utc } from '../../lib/dates.ts';
import type { Place } from '../../place.ts';
import { rotationOf, rotationTargets, type Candidate } from '../rotation/standing.ts';
import { days } from './lead-text.ts';
import { standingOf } from './words.ts';

/** What a person can do about something that ends: go somewhere, or have keys rotated. */
export type Remedy = { name: string } & ({ to: Place } | { rotate: Candidate[] });

/** What is known besides the list of what ends. */
export type Known = { keys: readonly KeySummary[]; rotations: readonly Rotation[]; certificates: readonly CertificateSummary[] };

/** Undefined where nothing can be done, or nothing has to be. */
export function remedyFor(item: ExpiryItem, { keys, rotations, certificates }: Known): Remedy | undefined {
  if (item.kind === 'token') return undefined;
  if (item.kind === 'certificate') return certificateRemedy(item, certificates);
  const key = keys.find((one) => one.id === item.id);
  if (!key) return undefined;
  const rotation = rotationOf(key.id, rotations);
  if (rotation) return { name: 'Go on rotating', to: { screen: 'rotation', id: rotation.id } };
  const targets = rotationTargets(key);
  if (targets.length > 0) return { name: 'Rotate key', rotate: targets };
  return key.state === 'made' || key.state === 'replaced' ? undefined : { name: 'Make another', to: { screen: 'keys', making: true, likeKeyId: key.id } };
}

function certificateRemedy(item: ExpiryItem, certificates: readonly CertificateSummary[]): Remedy | undefined {
  const entry = certificates.find((one) => one.id === item.id);
  if (entry?.state === 'issued' || entry?.state === 'proved') return { name: 'Go on', to: { screen: 'new-certificate', certificateId: item.id } };
  const successor = successorUnderWay(item.id, certificates);
  if (successor) return { name: 'Go on rotating', to: { screen: 'new-certificate', certificateId: successor.id } };
  return item.isCovered ? undefined : { name: 'Rotate certificate', to: { screen: 'new-certificate', replaces: item.id } };
}

/** The certificate that shall take another's place and does not yet. */
function successorUnderWay(id: string, certificates: readonly CertificateSummary[]): CertificateSummary | undefined {
  return certificates.find((one) => one.replaces === id && (one.state === 'requested' || one.state === 'issued' || one.state === 'proved'));
}

/** One that is in memory only and fetched anew by itself; its id names its connection. */
export function isApplicationToken({ id, kind }: Pick<ExpiryItem, 'id' | 'kind'>): boolean {
  return kind === 'token' && id.startsWith('token-');
}

/** Where the thing itself is looked after. */
export function homeOf({ id, kind }: ExpiryItem): { name: string; to: Place } {
  if (kind === 'token') return { name: 'Open token', to: { screen: 'tokens', tokenId: isApplicationToken({ id, kind }) ? id.replace('token-', 'application-') : id } };
  return kind === 'certificate' ? { name: 'Open certificate', to: { screen: 'certificates', certificateId: id } } : { name: 'Open key', to: { screen: 'keys', keyId: id } };
}

const NOUNS: Record<ExpiryItem['kind'], string> = { certificate: 'certificate', 'signing-key': 'key', 'encryption-key': 'key', token: 'token' };

/** Where it stands and what follows, in a sentence or two. */
export function adviceFor(item: ExpiryItem, now: number): { tone: Tone; says: string } {
  const noun = NOUNS[item.kind];
  const standing = standingOf(item, now);
  if (isApplicationToken(item)) return { tone: 'plain', says: 'A new one is fetched by itself before this one ends, and after every lock. Nobody needs to do anything.' };
  if (item.kind === 'token' && standing !== 'ok') return tokenAdvice(item, standing);
  if (standing === 'covered') return { tone: 'plain', says: item.connectionNames.length === 0 ? `Wise does not have this ${noun}, so nothing stops when it ends.` : 'Another is used in its place, so nothing stops when it ends.' };
  if (standing === 'ended') return { tone: 'bad', says: `It ended on ${utc(item.endsAt)}: calls with it are refused. Rotate it, or retire it if nothing needs it any more.` };
  if (standing === 'due') return { tone: 'warn', says: `It ends on ${utc(item.endsAt)}. Rotate it now: old and new work side by side, so nothing stops.` };
  return { tone: 'ok', says: `Nothing to do yet. It asks for you ${days(item.leadDays)} before its end.` };
}

/** A personal token stands here with the day on which the person wanted it replaced, any other with its end. */
function tokenAdvice(item: ExpiryItem, standing: 'due' | 'ended' | 'covered'): { tone: Tone; says: string } {
  if (standing === 'covered') return { tone: 'plain', says: 'It renews itself, or a newer one is in its place. Nobody needs to do anything.' };
  const how = 'Open it: consent anew, or a new personal token, takes its place.';
  if (standing === 'ended') return { tone: 'bad', says: `It ended, or was to be replaced, on ${utc(item.endsAt)}. ${how}` };
  return { tone: 'warn', says: `It ends, or is to be replaced, on ${utc(item.endsAt)}. ${how}` };
}
