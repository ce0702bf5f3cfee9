import { comesBackBy, type ComesBackBy } from '../../../shared/redirect-uri.ts';

/** Where a connection leads: two origins and a page. */
export type Hosts = { apiUrl: string; mtlsUrl: string; consentUrl: string };
export const NO_HOSTS: Hosts = { apiUrl: '', mtlsUrl: '', consentUrl: '' };

type HostField = { field: keyof Hosts; label: string; description: string; placeholder: string };

/** The three addresses, as a form asks for them. */
export const HOST_FIELDS: readonly HostField[] = [
  { field: 'apiUrl', label: 'API', description: 'Where calls go without a client certificate.', placeholder: 'https://wise.example.com' },
  { field: 'mtlsUrl', label: 'API over mTLS', description: 'Where calls go with one. It may be the same.', placeholder: 'https://wise-mtls.example.com' },
  { field: 'consentUrl', label: 'Consent page', description: 'Where a person lets the application act.', placeholder: 'https://wise.example.com/oauth/authorize/' },
];

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Why an address cannot be used, in words; undefined where it can, and while it is empty. */
export function hostProblem(field: keyof Hosts, typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (/^http:/iu.test(text)) return 'Only https is called: over http, others could read the credentials.';
  const url = parsed(text);
  if (!url || url.protocol !== 'https:' || !/^https:\/\//iu.test(text)) return 'This is no address. It begins with https://.';
  if (url.username !== '' || url.password !== '') return 'An address holds no user name and no password.';
  if (url.hash !== '') return 'An address ends before “#”.';
  if (field !== 'consentUrl' && (url.pathname !== '/' || url.search !== '')) return 'Host and port only, without a path.';
  return undefined;
}

/** What keeps three addresses from being saved; those of Wise’s environments may be left out, all together. */
export function hostsProblem(hosts: Hosts, areNeeded: boolean): string | undefined {
  const missing = HOST_FIELDS.filter(({ field }) => hosts[field].trim() === '');
  if (missing.length === HOST_FIELDS.length && !areNeeded) return undefined;
  const [first] = missing;
  if (first) return areNeeded ? `The address is missing: ${first.label}.` : 'Enter all three addresses, or none.';
  return HOST_FIELDS.map(({ field }) => hostProblem(field, hosts[field])).find((problem) => problem !== undefined);
}

/** As they are sent: without spaces around. Undefined where none was entered. */
export function typedHosts(hosts: Hosts): Hosts | undefined {
  const { apiUrl, mtlsUrl, consentUrl } = hosts;
  const typed = { apiUrl: apiUrl.trim(), mtlsUrl: mtlsUrl.trim(), consentUrl: consentUrl.trim() };
  return Object.values(typed).every((text) => text === '') ? undefined : typed;
}

/** What a redirect URI means for the answer of Wise’s page. */
export const COMES_BACK: Record<ComesBackBy, string> = {
  loopback: 'It is on this machine: the answer comes back by itself. Portcullis listens there while a consent is under way, for five minutes and one answer.',
  link: 'It is a link that opens Portcullis: the answer comes back by itself once the browser is allowed to open it.',
  paste: 'It is a page of its own: the browser ends there, and you paste the address of that page into Portcullis.',
};

/** Why a redirect URI cannot be used, in words; undefined where it can, and while it is empty. */
export function redirectProblem(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const isSpelledOut = !/\s/u.test(text) && (!/^https?:/iu.test(text) || /^https?:\/\/[^/]/iu.test(text));
  if (!isSpelledOut || !parsed(text)) return 'This is no address. It begins with https://, http://127.0.0.1 or portcullis:.';
  if (/^portcullis:/iu.test(text) && comesBackBy(text) !== 'link') return 'The link for this is portcullis:oauth/callback.';
  return text.includes('#') ? 'A redirect URI has no “#” (RFC 6749, 3.1.2).' : undefined;
}
