import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';
import { pickBytes } from '../shell/given-bytes.ts';
import type { Dialogs } from '../shell/port.ts';
import { readHeaders } from './headers.ts';
import { deliveryIdOf, judgeDelivery } from './verdict.ts';
import { webhookKeys, type WebhookKey } from './wise-webhook-keys.ts';

export type CheckDeps = Pick<Services, 'audit' | 'dialogs'> & { sandbox: Pick<Services['sandbox'], 'target' | 'running'> };
type Input = Parsed<'webhooks.check'>;

const MAX_BYTES = 256 * 1024;

/** Checks the signature of a delivery. Nothing of it is kept. Throws `CANCELLED`, `JOSE_TOO_LARGE` for a file beyond 256 KiB, and `SANDBOX_*` when it is said to come from the built-in one. */
export async function checkDelivery({ audit, dialogs, sandbox }: CheckDeps, { headers: text, body: from, environment }: Input): Promise<Output<'webhooks.check'>> {
  const body = await bytesOf(dialogs, from);
  const headers = readHeaders(text);
  const verdict = judgeDelivery({ headers, body, environment }, await knownWebhookKeys(sandbox, environment));
  const id = deliveryIdOf(headers);
  await audit({ kind: 'webhook.checked', outcome: verdict.ok ? 'ok' : 'refused', subject: id === undefined ? 'webhook delivery' : `webhook delivery ${id}`, says: verdict.says });
  return verdict;
}

/** Wise's keys, and the built-in sandbox's: it is started only when the delivery is said to be its own. */
export async function knownWebhookKeys(sandbox: CheckDeps['sandbox'], environment: Input['environment']): Promise<WebhookKey[]> {
  const target = environment === 'built-in' ? await sandbox.target() : sandbox.running();
  return webhookKeys(target?.webhookKey);
}

async function bytesOf(dialogs: Dialogs, from: Input['body']): Promise<Buffer> {
  if (from.kind === 'text') return Buffer.from(from.text);
  if (from.kind === 'base64') return Buffer.from(from.base64, 'base64');
  return (await pickBytes(dialogs, { title: 'Body of a webhook delivery', extensions: ['json', 'txt', 'bin'], mostBytes: MAX_BYTES, tooLarge: () => new PortcullisError('JOSE_TOO_LARGE') })).bytes;
}
