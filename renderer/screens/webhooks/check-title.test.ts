import { expect, test } from 'vitest';
import type { WebhookVerdict } from '../../../shared/model/webhooks.ts';
import { checkTitle } from './check-title.ts';

const verdict = (changes: Partial<WebhookVerdict>): WebhookVerdict => ({ ok: false, says: '', findings: [], facts: [], ...changes });
const found = (id: WebhookVerdict['findings'][number]['id']) => ({ findings: [{ id, says: '' }] });

test.each([
  [undefined, 'Is this delivery from Wise?'],
  [verdict({ ok: true, signedBy: 'production' }), 'Wise signed this'],
  [verdict({ ok: true, signedBy: 'wise-sandbox' }), 'Wise’s sandbox signed this'],
  [verdict({ ok: true, signedBy: 'built-in', ...found('test-notification') }), 'The built-in sandbox signed this'],
  [verdict({ signedBy: 'wise-sandbox', ...found('other-environment') }), 'Signed, but by another environment'],
  [verdict({ signedBy: 'production', ...found('body-reformatted') }), 'Signed, but the body was changed since'],
  [verdict(found('signature-cut')), 'This cannot be checked yet'],
  [verdict(found('body-empty')), 'This cannot be checked yet'],
  [verdict(found('body-changed')), 'This signature does not hold'],
  [verdict({}), 'This signature does not hold'],
])('%#: %s', (given, title) => {
  expect(checkTitle(given)).toBe(title);
});
