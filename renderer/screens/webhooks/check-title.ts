import type { SigningEnvironment, WebhookVerdict } from '../../../shared/model/webhooks.ts';

const SIGNED: Record<SigningEnvironment, string> = {
  'built-in': 'The built-in sandbox signed this',
  'wise-sandbox': 'Wise’s sandbox signed this',
  production: 'Wise signed this',
};

const UNREADABLE: ReadonlySet<string> = new Set(['signature-missing', 'signature-cut', 'signature-not-base64', 'body-empty']);

/** Where the pasted delivery stands. */
export function checkTitle(verdict: WebhookVerdict | undefined): string {
  if (!verdict) return 'Is this delivery from Wise?';
  const { ok, signedBy, findings } = verdict;
  if (ok && signedBy) return SIGNED[signedBy];
  if (findings.some(({ id }) => id === 'other-environment')) return 'Signed, but by another environment';
  if (signedBy) return 'Signed, but the body was changed since';
  return findings.some(({ id }) => UNREADABLE.has(id)) ? 'This cannot be checked yet' : 'This signature does not hold';
}
