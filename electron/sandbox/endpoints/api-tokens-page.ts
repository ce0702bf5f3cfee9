import { randomUUID } from 'node:crypto';
import type { Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { FIXED } from '../fixed.ts';
import { html, type Html } from '../html.ts';
import { page } from '../page.ts';
import { FIXED_PERSON } from '../people.ts';
import type { Route } from '../route.ts';
import { addPublicKey, fingerprintOf, removePublicKey } from '../sca/public-keys.ts';
import type { PersonalToken, Store } from '../state.ts';
import type { World } from '../world.ts';

const PATH = '/__sandbox/api-tokens';
const TITLE = 'API tokens';
const MOST_ACTIVE = 50;
const LONGEST_NAME = 100;
/** Names the token that the sandbox was made with. */
const FIRST = 'first';

/** wise.com's settings, API tokens: where a person makes and deletes personal tokens. */
export const apiTokensPageRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, about: 'wise.com’s page of API tokens: make, list and delete personal tokens', handle: (_call, { store }) => answer(200, store, {}) },
  { method: 'POST', path: PATH, about: 'the form of that page', handle: submit },
];

interface Outcome {
  readonly made?: PersonalToken;
  readonly deleted?: string;
  readonly uploaded?: string;
  readonly refusal?: string;
}

function submit(call: Call, world: World): Answer {
  const fields = new URLSearchParams(call.body.toString());
  const id = fields.get('delete');
  const at = new Date(world.now()).toISOString();
  const [publicKey, keyId] = [fields.get('publicKey'), fields.get('deleteKey')];
  if (publicKey !== null) return upload(world, publicKey.trim());
  if (keyId !== null) return removeKey(world.store, keyId);
  return id === null ? make(world.store, (fields.get('name') ?? '').trim(), at) : remove(world.store, id, at);
}

function make(store: Store, name: string, createdAt: string): Answer {
  const refusal = refuseName(store, name);
  if (refusal) return answer(400, store, { refusal });
  const made: PersonalToken = { id: randomUUID(), name, token: randomUUID(), userId: FIXED.userId, createdAt };
  store.change({ personalTokens: [...store.state.personalTokens, made] });
  return answer(201, store, { made });
}

function upload({ store, now }: World, publicKey: string): Answer {
  const added = addPublicKey(store, publicKey, now());
  return typeof added === 'string' ? answer(400, store, { refusal: added }) : answer(201, store, { uploaded: fingerprintOf(added.publicKey) });
}

function removeKey(store: Store, id: string): Answer {
  if (removePublicKey(store, id)) return answer(200, store, { deleted: 'The public key' });
  return answer(404, store, { refusal: 'There is no such key, or it was deleted before.' });
}

function refuseName(store: Store, name: string): string | undefined {
  if (name === '' || name.length > LONGEST_NAME) return `Give the token a name of 1 to ${LONGEST_NAME} characters.`;
  return active(store).length >= MOST_ACTIVE ? `There are ${MOST_ACTIVE} tokens. Delete one first.` : undefined;
}

/** It stays known by its name only: its value is refused from now on. */
function remove(store: Store, id: string, deletedAt: string): Answer {
  const { isPersonalTokenDeleted, personalTokens } = store.state;
  if (id === FIRST && !isPersonalTokenDeleted) {
    store.change({ isPersonalTokenDeleted: true });
    return answer(200, store, { deleted: FIRST_NAME });
  }
  const found = active(store).find((one) => one.id === id);
  if (!found) return answer(404, store, { refusal: 'There is no such token, or it was deleted before.' });
  store.change({ personalTokens: personalTokens.map((one) => (one.id === id ? { ...one, deletedAt } : one)) });
  return answer(200, store, { deleted: found.name });
}

const FIRST_NAME = 'The token this sandbox came with';
const active = ({ state }: Store): PersonalToken[] => state.personalTokens.filter((one) => one.userId === FIXED.userId && one.deletedAt === undefined);

const answer = (status: number, store: Store, outcome: Outcome): Answer => page(status, 'API tokens of the built-in sandbox', render(store, outcome));

function render(store: Store, outcome: Outcome): Html {
  return html`<h1>${TITLE}</h1>
<p>Wise’s settings page, of Portcullis’s built-in sandbox. Signed in: ${FIXED_PERSON.email}</p>
${note(outcome)}
<h2>Your tokens</h2>
${table(store)}
<h2>New token</h2>
<form method="post" action="${PATH}">
<label for="name">Name</label>
<input id="name" name="name" maxlength="${LONGEST_NAME}" required>
<button>Make token</button>
</form>
<h2>Public keys</h2>
<p>For calls that need a proof, outside the UK and the EEA: the one-time token signed with the private half goes along as X-Signature.</p>
${keyTable(store)}
<form method="post" action="${PATH}">
<label for="publicKey">Public key, PEM, RSA of 2048 bits or more</label>
<textarea id="publicKey" name="publicKey" rows="6" spellcheck="false" required></textarea>
<button>Upload key</button>
</form>
<h2>Limits</h2>
<ul>
<li>A personal token has no stated end. Whoever has it can do what you can do: delete it once it is not needed.</li>
<li>In the EU and the UK it can neither fund transfers nor read statements (PSD2).</li>
</ul>`;
}

function note({ made, deleted, uploaded, refusal }: Outcome): Html {
  if (refusal !== undefined) return html`<p class="note bad" role="alert">${refusal}</p>`;
  if (deleted !== undefined) return html`<p class="note" role="status">“${deleted}” is deleted. It is refused from now on.</p>`;
  if (uploaded !== undefined) return html`<p class="note good" role="status">The key is uploaded. SHA-256 ${uploaded}</p>`;
  if (!made) return html``;
  return html`<div class="note good" role="status"><label for="made">“${made.name}” is made. Copy it now, it is not shown again:</label>
<input id="made" value="${made.token}" readonly></div>`;
}

function table(store: Store): Html {
  const { isPersonalTokenDeleted, personalToken } = store.state;
  const first = isPersonalTokenDeleted ? [] : [row(FIRST, FIRST_NAME, personalToken, '')];
  const rows = [...first, ...active(store).map(({ id, name, token, createdAt }) => row(id, name, token, createdAt.slice(0, 10)))];
  if (rows.length === 0) return html`<p>There is none.</p>`;
  return html`<table>
<thead><tr><th>Name</th><th>Ends in</th><th>Made</th><th></th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

function keyTable({ state }: Store): Html {
  const rows = state.sca.publicKeys.map(({ id, publicKey, addedAt }) => html`<tr><td><code>${fingerprintOf(publicKey)}</code></td><td>${addedAt.slice(0, 10)}</td><td><form method="post" action="${PATH}"><button name="deleteKey" value="${id}">Delete</button></form></td></tr>
`);
  if (rows.length === 0) return html`<p>None was uploaded.</p>`;
  return html`<table>
<thead><tr><th>SHA-256</th><th>Uploaded</th><th></th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

const row = (id: string, name: string, token: string, made: string): Html => html`<tr><td>${name}</td><td><code>…${token.slice(-4)}</code></td><td>${made}</td><td><form method="post" action="${PATH}"><button name="delete" value="${id}" aria-label="Delete ${name}">Delete</button></form></td></tr>
`;
