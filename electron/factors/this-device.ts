import { createHmac } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { base64Bytes } from './base64-bytes.ts';
import { readMachineId, type MachineId } from './machine-id.ts';

/** Keeps this use of the machine's id apart from any other program's. Never change it: every fingerprint that is enrolled would be another. */
const DOMAIN = 'portcullis/device-fingerprint/v1';

/**
 * The fingerprint of this machine for a profile, as base64url in bytes: HMAC-SHA-256 keyed by the machine's own id, so that Wise learns nothing of that id, and no two profiles or clients have the same one.
 * Derived each time and stored nowhere; whoever asked for it fills it with zeros in the end. Throws `SCA_DEVICE_UNKNOWN`.
 */
export async function thisDeviceFingerprint({ clientId, profileId }: { clientId: string; profileId: number }, machineId: MachineId = readMachineId): Promise<Buffer> {
  const id = await machineId();
  if (!id) throw new PortcullisError('SCA_DEVICE_UNKNOWN');
  const digest = createHmac('sha256', id).update(JSON.stringify([DOMAIN, clientId, profileId])).digest();
  try {
    return base64Bytes(digest, 'base64url');
  } finally {
    digest.fill(0);
  }
}
