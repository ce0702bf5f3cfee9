import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Topic } from '../../../shared/ipc/contract.ts';
import type { SandboxTarget } from '../../connections/sandbox-port.ts';
import { Secret } from '../../wise/secret.ts';
import { makeCa } from '../../wise/testing/certificates.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import type { ReceiverLimits } from '../receiver-server.ts';
import { Receiver } from '../receiver.ts';
import { DELIVERY, EVENT } from './signed.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const webhookKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();

/** A receiver and two connections: one to a stand-in for the built-in sandbox, whose key and authority are the test's, and one to Wise's sandbox. */
export async function startReceiverSide(limits: Partial<ReceiverLimits> = {}) {
  const ca = await makeCa();
  const builtIn = connectionEntry({ name: 'Built-in', environment: 'built-in' });
  const wise = connectionEntry({ name: 'Wise' });
  const vault = memoryVault({ connections: [builtIn, wise] });
  const audit = memoryAudit();
  const target: SandboxTarget = { apiUrl: '', mtlsUrl: '', ca: ca.pem, clientId: '', clientSecret: new Secret(''), clientKey: '', profileId: 1, ownUserToken: new Secret(''), personalToken: new Secret(''), consentUrl: '', redirectUri: '', webhookKey };
  const sandbox = { target: async () => target, running: () => target };
  const told: Topic[] = [];
  const genuine: [string, string][] = [];
  const onGenuine = (connectionId: string, body: Buffer) => void genuine.push([connectionId, body.toString()]);
  const receiver = new Receiver({ vault, audit, sandbox, changed: (...topics) => void told.push(...topics), onGenuine, limits });
  return {
    ca, builtIn, wise, vault, audit, sandbox, told, genuine, receiver,
    async start(mtls: boolean, connectionId = builtIn.id): Promise<string> {
      return (await receiver.start(connectionId, mtls)).url!;
    },
  };
}

export function signedHeaders(body: string | Buffer = EVENT, more: Record<string, string> = {}): Record<string, string> {
  return { 'X-Signature-SHA256': sign('sha256', Buffer.from(body), privateKey).toString('base64'), 'X-Delivery-Id': DELIVERY, 'Content-Type': 'application/json', ...more };
}
