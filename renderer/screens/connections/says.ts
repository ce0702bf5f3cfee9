import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { Migration } from '../../../shared/model/migrations.ts';
import type { ConsentView, TokenSummary, WiseUser } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, Rotation } from '../../../shared/model/views.ts';

/** The host of an address, with its port where it is not 443; what the built-in sandbox has before its first start is not known. */
export function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : 'not started yet';
}

/** By name where the token has listed it, else by number. */
export function profileName(id: number, token: TokenSummary | undefined): string {
  const found = token?.profiles.find((profile) => profile.id === id);
  return found ? `${found.name}, ${id}` : String(id);
}

function count(number: number, one: string, many: string): string | undefined {
  return number === 0 ? undefined : number === 1 ? `one ${one}` : `${number.toLocaleString('en')} ${many}`;
}

function list(parts: readonly (string | undefined)[]): string {
  const words = parts.filter((part) => part !== undefined);
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export type Belongings = {
  tokens: readonly TokenSummary[];
  users: readonly WiseUser[];
  consents: readonly ConsentView[];
  certificates: readonly CertificateSummary[];
  rotations: readonly Rotation[];
  migrations: readonly Migration[];
};

/** What belongs to one connection. */
export function belongingsOf({ id }: ConnectionSummary, all: Belongings): Belongings {
  const isOwn = (one: { connectionId: string }) => one.connectionId === id;
  const migrations = all.migrations.filter((one) => [one.rehearsal, one.real].some((leg) => leg?.connectionId === id) || all.tokens.some((token) => token.id === one.tokenId && isOwn(token)));
  return { migrations, tokens: all.tokens.filter(isOwn), users: all.users.filter(isOwn), consents: all.consents.filter(isOwn), certificates: all.certificates.filter(isOwn), rotations: all.rotations.filter(isOwn) };
}

/** Why it cannot be removed now; undefined when it can. */
export function removeHindrance(own: Belongings): string | undefined {
  const certificates = own.certificates.filter((one) => one.state !== 'retired').length;
  const rotations = own.rotations.filter((one) => one.outcome === 'under way').length;
  if (certificates > 0) return `It has ${count(certificates, 'certificate', 'certificates')} that ${certificates === 1 ? 'is' : 'are'} not retired. Retire or discard ${certificates === 1 ? 'it' : 'them'} first.`;
  if (rotations > 0) return `${rotations === 1 ? 'A rotation of a key is' : `${rotations} rotations of keys are`} under way. End ${rotations === 1 ? 'it' : 'them'} first.`;
  return undefined;
}

/** What goes with it and what stops working, a sentence each. */
export function removeSays(connection: ConnectionSummary, own: Belongings, hasOthers: boolean): string[] {
  const stored = own.tokens.filter((token) => token.kind !== 'application');
  const goes = list([
    connection.environment === 'built-in' ? undefined : 'its client id and secret',
    count(stored.length, 'token', 'tokens'),
    count(own.users.length, 'user with the registration code', 'users with their registration codes'),
    count(own.consents.length, 'consent that is waited for', 'consents that are waited for'),
  ]);
  const says = [goes === '' ? `${connection.name} is dropped from the vault.` : `From the vault go ${goes}. This cannot be undone.`];
  says.push(`Nothing calls ${connection.name} any more from here. What it made at Wise stays there: uploaded keys, subscriptions, consents.`);
  if (own.migrations.some((one) => one.outcome === 'under way')) says.push('The migration that goes over it is given up.');
  says.push('Keys stay in the vault.');
  if (!hasOthers) says.push('It is the only connection: you pick another one next.');
  else if (connection.selected) says.push('It is the one in use: another one takes its place, production only if there is no other.');
  return says;
}
