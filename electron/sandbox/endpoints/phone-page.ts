import { json, type Answer } from '../answers.ts';
import { html, type Html } from '../html.ts';
import { page } from '../page.ts';
import { FIXED_PERSON } from '../people.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const PHONE_PATH = '/phone';

/** The phone of the sandbox's people. */
export const phonePageRoutes: readonly Route[] = [
  { method: 'GET', path: PHONE_PATH, about: 'the phone of the person: what was sent by SMS, WhatsApp and voice', handle: (_call, world) => show(world) },
];

export const phoneRoutes: readonly Route[] = [
  { method: 'GET', path: '/__sandbox/phone', about: 'the same as JSON, newest first', handle: (_call, world) => json(200, world.sca.phone.messages()) },
];

const NAMES: Readonly<Record<string, string>> = { SMS: 'SMS', WHATSAPP: 'WhatsApp', VOICE: 'Voice' };

function show({ sca }: World): Answer {
  const rows = sca.phone.messages().map(({ at, way, to, text }) => html`<tr><td>${at.slice(0, 19).replace('T', ' ')}</td><td>${NAMES[way] ?? way}</td><td>${to}</td><td>${text}</td></tr>
`);
  return page(200, 'Phone of the built-in sandbox', html`<h1>Phone</h1>
<p>Of the people of Portcullis’s built-in sandbox, such as ${FIXED_PERSON.email}. Load the page again for what is new.</p>
${table(rows)}`);
}

function table(rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p>Nothing was sent yet.</p>`;
  return html`<table>
<thead><tr><th>When (UTC)</th><th>How</th><th>To</th><th>Message</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}
