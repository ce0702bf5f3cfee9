import type { Parsed } from '../../shared/ipc/contract.ts';
import { takeDigits } from '../factors/digits.ts';
import { readFaceMap } from '../factors/face-map.ts';
import { thisDeviceFingerprint } from '../factors/this-device.ts';
import type { Services } from '../services.ts';

export type GivenProof = Parsed<'approvals.prove'>['proof'];

/** Whose proof it is: a device fingerprint is another one for each. */
export type ProofOf = { clientId: string; profileId: number };

/** The bytes of a proof, UTF-8; whoever asked fills them with zeros. Throws `SCA_FACE_MAP_UNREADABLE`, `SCA_DEVICE_UNKNOWN`, `CANCELLED`. */
export async function proofValue(services: Pick<Services, 'dialogs'>, proof: GivenProof, whose: ProofOf): Promise<Buffer> {
  if ('digits' in proof) return takeDigits(proof.digits);
  if ('from' in proof) return readFaceMap(services, proof.from);
  return proof.fingerprint === 'this-device' ? thisDeviceFingerprint(whose) : Buffer.from(proof.fingerprint);
}

/** Fills what came from the window with zeros, whatever became of it. */
export function wipeProof(proof: GivenProof): void {
  if ('digits' in proof) proof.digits.fill(0);
  if ('fingerprint' in proof && Array.isArray(proof.fingerprint)) proof.fingerprint.fill(0);
}
