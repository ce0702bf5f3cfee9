import type { FoundCredential } from '../../../shared/model/tokens.ts';
import { isBearerValue } from '../bearer-value.ts';
import { environmentOfAddresses, environmentOfHost, environmentOfWords, hostOf, type Guess } from './guess-environment.ts';
import { judgeName, type NameKind } from './judge-name.ts';
import { line, type NamedValue, type ReadFile } from './named-value.ts';
import { type Half, pairsOf } from './pairs.ts';
import { resolveVariables } from './resolve-variables.ts';
import { SAYS } from './words.ts';

type TokenKind = Exclude<FoundCredential['kind'], 'client-credentials'>;
type Common = { name: string; environment: Guess | undefined; says: string };
/** Something a file holds that can be imported. It holds the secret, and never leaves main. */
export type Credential = Common & ({ kind: TokenKind; token: string } | { kind: 'client-credentials'; clientId: string; clientSecret: string });

export type Credentials = {
  found: Credential[];
  /** Variables that stand where a credential is wanted, and whose values the file does not hold. */
  unresolved: string[];
  /** More than are looked at were left out. */
  isCut: boolean;
};

/** More than any person has in one file. */
const MOST_FOUND = 500;
/** Shorter ones are words, as are those without a digit. */
const SHORTEST_TOKEN = 12;
/** What stands in examples and templates, and the marks of other services' tokens. */
const NO_TOKEN = /^(?:your|my|the|some|change|insert|enter|paste|replace|example|placeholder|todo|dummy|xxx)|^(.)\1*$|^(?:gh[pousr]_|github_pat_|glpat-|xox[abopsr]-|sk_live_|sk_test_|pk_live_|pk_test_|sk-|npm_|ya29\.)/i;
/** The one that tells most goes first where a value stands at several places. */
const RANKS: readonly TokenKind[] = ['refresh-token', 'personal-token', 'access-token', 'unknown-token'];

/** What a file holds of credentials, each once. */
export function credentialsOf(file: ReadFile): Credentials {
  const tokens = new Map<string, Credential & { token: string }>();
  const halves: Half[] = [];
  const unresolved = new Set<string>(file.elsewhere.filter((name) => judgeName(name) !== undefined).map(line));
  const surroundings = new Surroundings(file);
  for (const one of file.values) {
    const { value, through, unresolved: missing } = resolveVariables(one.value, file.variables);
    const judged = judge(one, value, through);
    if (!judged) continue;
    if (missing.length > 0) missing.forEach((name) => unresolved.add(line(name)));
    else if (judged.kind === 'basic') halves.push(...halvesOf(one, judged.value));
    else if (judged.kind === 'client-id' || judged.kind === 'client-secret') halves.push({ ...one, kind: judged.kind, value: judged.value });
    else if (isTokenLike(judged.value)) keepBest(tokens, tokenOf(one, { kind: judged.kind, value: judged.value }, surroundings));
  }
  const pairs = pairsOf(halves).map(({ id, secret }) => ({ ...commonOf(secret, surroundings, 'client-credentials'), kind: 'client-credentials' as const, clientId: id.value, clientSecret: secret.value }));
  const found = [...pairs, ...tokens.values()];
  return { found: found.slice(0, MOST_FOUND), unresolved: [...unresolved].slice(0, 20), isCut: found.length > MOST_FOUND };
}

type Judged = { kind: NameKind | 'basic'; value: string };

/** What a value is, by where it stands and what it is called; undefined for what is no credential. */
function judge({ role, name, beside }: NamedValue, value: string, through: readonly string[]): Judged | undefined {
  if (role === 'authorization' || role === undefined) {
    const [, scheme, rest] = /^(bearer|basic)\s+(\S.*)$/i.exec(value) ?? [];
    if (rest !== undefined && role === 'authorization') return scheme?.toLowerCase() === 'basic' ? { kind: 'basic', value: rest } : { kind: byName(through, ''), value: rest };
    if (role === 'authorization') return undefined;
    const kind = judgeName(name);
    return kind === undefined ? undefined : { kind: kind === 'unknown-token' ? byName([], beside) : kind, value: rest ?? value };
  }
  if (role === 'bearer') return { kind: byName(through, ''), value: value.replace(/^bearer\s+/i, '') };
  return { kind: role, value };
}

/** By the variables it came through, or words beside it. */
function byName(through: readonly string[], beside: string): NameKind {
  const kind = through.map(judgeName).find((one) => one !== undefined && one !== 'unknown-token');
  return kind ?? (/\bpersonal\b/i.test(beside) ? 'personal-token' : 'unknown-token');
}

function isTokenLike(value: string): boolean {
  return value.length >= SHORTEST_TOKEN && isBearerValue(value) && /\d/.test(value) && !NO_TOKEN.test(value);
}

/** `id:secret` in base64 (RFC 7617). */
function halvesOf(one: NamedValue, encoded: string): Half[] {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return [];
  return [{ ...one, kind: 'client-id', value: text.slice(0, colon) }, { ...one, kind: 'client-secret', value: text.slice(colon + 1) }];
}

function tokenOf(one: NamedValue, { kind, value }: { kind: NameKind; value: string }, surroundings: Surroundings): Credential & { token: string } {
  // A client id or secret in a bearer's place is a mistake of the file.
  const tokenKind = RANKS.find((rank) => rank === kind) ?? 'unknown-token';
  return { ...commonOf(one, surroundings, tokenKind), kind: tokenKind, token: value };
}

function keepBest(tokens: Map<string, Credential & { token: string }>, next: Credential & { token: string }): void {
  const before = tokens.get(next.token);
  const rank = ({ kind }: Credential) => RANKS.findIndex((one) => one === kind);
  if (!before) tokens.set(next.token, next);
  else if (rank(next) < rank(before)) tokens.set(next.token, { ...next, environment: next.environment ?? before.environment });
  else if (before.environment === undefined && next.environment !== undefined) tokens.set(next.token, { ...before, environment: next.environment });
}

function commonOf({ where, group, beside, isOff }: NamedValue | Half, surroundings: Surroundings, kind: FoundCredential['kind']): Common {
  const stranger = surroundings.strangerOf(group);
  const says = [SAYS[kind], ...(isOff ? ['It is switched off there.'] : []), ...(stranger === undefined ? [] : [`It stands beside ${line(stranger)}, which is not Wise’s.`])];
  return { name: where, environment: surroundings.environmentOf({ where, group, beside }), says: says.join(' ') };
}

/** What stands around the values of a file. Each group is looked at once. */
class Surroundings {
  readonly #file: ReadFile;
  readonly #hosts = new Map<string, string[]>();
  #all: Guess | undefined;
  #isAllKnown = false;

  constructor(file: ReadFile) {
    this.#file = file;
  }

  /** The name itself tells most, then what is written beside it, then the addresses beside it, the name of the file, and all addresses. */
  environmentOf({ where, group, beside }: Pick<NamedValue, 'where' | 'group' | 'beside'>): Guess | undefined {
    return environmentOfWords(where) ?? environmentOfWords(beside) ?? environmentOfAddresses(this.#hostsOf(group)) ?? environmentOfWords(this.#file.what) ?? this.#ofAll();
  }

  /** The host of a group whose addresses all lead elsewhere than to Wise or to this machine. */
  strangerOf(group: string): string | undefined {
    const hosts = this.#hostsOf(group);
    return group !== 'variables' && hosts.every((host) => environmentOfHost(host) === undefined) ? hosts[0] : undefined;
  }

  #hostsOf(group: string): string[] {
    const kept = this.#hosts.get(group);
    if (kept) return kept;
    const addresses = this.#file.addresses.get(group) ?? [];
    const hosts = addresses.flatMap((address) => hostOf(resolveVariables(address, this.#file.variables).value) ?? []);
    this.#hosts.set(group, hosts);
    return hosts;
  }

  #ofAll(): Guess | undefined {
    if (!this.#isAllKnown) this.#all = environmentOfAddresses([...this.#file.addresses.keys()].flatMap((group) => this.#hostsOf(group)));
    this.#isAllKnown = true;
    return this.#all;
  }
}
