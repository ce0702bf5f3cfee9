import type { Parsed } from '../../shared/ipc/contract.ts';
import type { FactorJob } from './deps.ts';
import type { MachineId } from './machine-id.ts';
import { thisDeviceFingerprint } from './this-device.ts';

/** A fingerprint in bytes: what was entered, whose array is filled with zeros, or that of this device. Whoever asked for it fills it with zeros in the end. Throws `SCA_DEVICE_UNKNOWN`. */
export async function takeFingerprint(from: Parsed<'factors.addFingerprint'>['fingerprint'], job: () => Promise<Pick<FactorJob, 'link' | 'at'>>, machineId?: MachineId): Promise<Buffer> {
  if (from !== 'this-device') {
    const bytes = Buffer.from(from);
    from.fill(0);
    return bytes;
  }
  const { link: { target }, at: { profileId } } = await job();
  return thisDeviceFingerprint({ clientId: target.clientId, profileId }, machineId);
}
