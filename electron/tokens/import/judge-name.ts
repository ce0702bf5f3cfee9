export type NameKind = 'personal-token' | 'access-token' | 'refresh-token' | 'unknown-token' | 'client-id' | 'client-secret';

/** Words of names that tell of a token rather than hold one. */
const ABOUT = new Set(['url', 'uri', 'endpoint', 'host', 'type', 'expires', 'expiry', 'expiration', 'expire', 'ttl', 'lifetime', 'prefix', 'header', 'placement', 'scope', 'name', 'csrf', 'xsrf', 'webhook', 'method', 'path', 'file', 'grant', 'length', 'count']);

/** Services whose tokens stand in the same files. A name that also says Wise is Wise's. */
const OTHERS = new Set([
  'github', 'gh', 'gitlab', 'bitbucket', 'npm', 'pypi', 'slack', 'discord', 'telegram', 'stripe', 'paypal', 'adyen', 'plaid', 'revolut', 'aws', 'azure', 'gcp', 'google', 'firebase', 'openai', 'anthropic', 'sentry', 'datadog', 'newrelic',
  'heroku', 'vercel', 'netlify', 'cloudflare', 'digitalocean', 'twilio', 'sendgrid', 'mailgun', 'postmark', 'mapbox', 'jira', 'atlassian', 'notion', 'okta', 'auth0', 'facebook', 'twitter', 'linkedin', 'shopify', 'hubspot', 'salesforce', 'docker', 'xero', 'quickbooks', 'vault',
]);

type Rule = readonly [kind: NameKind, fits: (joined: string, words: ReadonlySet<string>) => boolean];

/** The first that fits. `joined`: the words without anything between them. */
const RULES: readonly Rule[] = [
  ['client-secret', (joined) => joined.includes('clientsecret')],
  ['client-id', (joined) => joined.includes('clientid')],
  ['refresh-token', (joined) => joined.includes('refreshtoken')],
  ['personal-token', (joined) => /personal(access|api)?token/.test(joined) || joined.includes('apitoken')],
  ['personal-token', (joined, words) => isWise(words) && joined.includes('apikey')],
  ['access-token', (joined) => /(access|user|oauth2?)token/.test(joined)],
  ['unknown-token', (joined) => joined.endsWith('token') || joined.endsWith('bearer') || joined === 'authorization'],
];

/** What a name says of its value; undefined where it says nothing, or of another service. */
export function judgeName(name: string): NameKind | undefined {
  const words = wordsOf(name);
  const known = new Set(words);
  if (words.some((word) => ABOUT.has(word)) || (!isWise(known) && words.some((word) => OTHERS.has(word)))) return undefined;
  // "token" may stand before what tells the environment, such as in WISE_TOKEN_LIVE.
  const joined = words.filter((word) => !ENVIRONMENT_WORDS.has(word) && !/^\d+$/.test(word)).join('');
  if (/onetimetoken|idtoken|tokenid/.test(joined)) return undefined;
  return RULES.find(([, fits]) => fits(joined, known))?.[0];
}

/** Words by which people tell the environments apart. */
export const ENVIRONMENT_WORDS: ReadonlyMap<string, 'wise-sandbox' | 'production'> = new Map([
  ['sandbox', 'wise-sandbox'], ['sbx', 'wise-sandbox'], ['live', 'production'], ['prod', 'production'], ['production', 'production'],
]);

/** In small letters: `wiseApiToken`, `WISE_API_TOKEN` and `wise-api-token` are all "wise", "api", "token". */
export function wordsOf(name: string): string[] {
  return name.slice(0, 500).replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function isWise(words: ReadonlySet<string>): boolean {
  return words.has('wise') || words.has('transferwise');
}
