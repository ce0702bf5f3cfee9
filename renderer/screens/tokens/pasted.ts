/** What was pasted after a consent. */
export type Pasted = { kind: 'nothing' | 'address' | 'code' | 'refusal' | 'other-state' | 'consent-page' | 'unreadable'; says: string; canFinish: boolean };

const LONGEST_CODE = 200;

/** `url` is the address of Wise’s page that the consent was begun with. */
type Begun = { url: string };

function parametersOf(text: string): URLSearchParams | undefined {
  if (URL.canParse(text)) {
    const { search, hash } = new URL(text);
    return new URLSearchParams(search || hash.slice(1));
  }
  return /^\??[\w.-]+=/u.test(text) ? new URLSearchParams(text.replace(/^\?/u, '')) : undefined;
}

/** Looks at what is in the field, before anything is sent: an address, its query or a bare code. Main decides in the end. */
export function lookAtPasted(pasted: string, { url }: Begun): Pasted {
  const text = pasted.trim();
  if (text === '') return { kind: 'nothing', says: '', canFinish: false };
  const parameters = parametersOf(text);
  if (!parameters) return /\s/u.test(text) || text.length > LONGEST_CODE ? { kind: 'unreadable', says: 'There is neither an address nor a code in this.', canFinish: false } : { kind: 'code', says: 'A code alone. Its state cannot be compared, so paste the whole address if you can.', canFinish: true };
  const state = parameters.get('state');
  const expected = new URL(url).searchParams.get('state');
  if (parameters.has('redirect_uri')) return { kind: 'consent-page', says: 'This is the address of Wise’s page itself. Paste the one that the browser ended on after that.', canFinish: false };
  if (state !== null && expected !== null && state !== expected) return { kind: 'other-state', says: 'Its state belongs to another consent, so it will not be believed.', canFinish: false };
  if (parameters.has('error')) return { kind: 'refusal', says: `Wise answers no: ${parameters.get('error_description') ?? parameters.get('error') ?? ''}.`, canFinish: true };
  if (!parameters.get('code')) return { kind: 'unreadable', says: 'There is no code in this address.', canFinish: false };
  if (state === null) return { kind: 'address', says: 'A code, but no state beside it: paste the whole address if you can.', canFinish: true };
  return { kind: 'address', says: 'An address with a code, and the state is the one that was sent.', canFinish: true };
}
