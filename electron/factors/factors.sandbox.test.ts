import { afterAll, beforeAll, expect, test } from 'vitest';
import { factors as factorsView } from '../../shared/model/approvals.ts';
import { aloneAtVault } from '../wise/testing/ports.ts';
import { changeConnection } from '../connections/change.ts';
import { startSandboxSide, type SandboxSide } from '../playground/testing/sandbox-side.ts';
import { askStatus, isClear, startSession, triggerCode, verifyProof, type Proof, type ScaToken } from '../sca/one-time-token.ts';
import { ClearingClipboard } from '../shell/clearing-clipboard.ts';
import { createMemoryShell } from '../shell/memory.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import { viewFactors, type FactorJob } from './deps.ts';
import { copyFaceTecKey } from './facetec-key.ts';
import { fetchFactors } from './fetch.ts';
import { addFingerprint, removeFingerprint } from './fingerprints.ts';
import { KnownPhones } from './known-phones.ts';
import { removePhone, setPhone } from './phone.ts';
import { removeSingle, setSingle } from './single.ts';

let side: SandboxSide;
let job: FactorJob;
beforeAll(async () => {
  side = await startSandboxSide();
  const { vault, audit, tokens, link } = side;
  const profileId = side.sandbox.info.profileId;
  job = { deps: { vault, audit, tokens, now: Date.now, userTokens: new UserTokens({ vault, audit }), knownPhones: new KnownPhones() }, link, at: { connectionId: link.target.id, profileId } };
});
afterAll(() => side.close());

const older = async (on: boolean) => {
  await changeConnection({ ...job.deps, sandbox: { running: () => undefined }, session: { ...aloneAtVault(), confirm: async () => undefined }, clients: { drop: () => undefined }, tokens: { drop: () => false } }, { connectionId: job.at.connectionId, usesDeprecatedSca: on });
};
const bytes = (text: string) => Buffer.from(text);
const FACE_MAP = Buffer.from('a face map, as far as the sandbox can tell').toString('base64');
const print = (value: string) => ({ value: bytes(value), label: '', isThisDevice: false });
const session = async (): Promise<ScaToken> => {
  const { token } = await startSession(job.deps, side.link, job.at.profileId);
  return { token, profileId: job.at.profileId, usesDeprecated: side.vault.read().connections[0]!.usesDeprecatedSca === true };
};
const prove = (sca: ScaToken, way: Proof['way'], value: string) => verifyProof(job.deps, side.link, sca, { way, value: bytes(value) });

test.each(['current', 'deprecated'] as const)('on the %s paths every factor is enrolled, replaced, proved and removed', async (paths) => {
  await older(paths === 'deprecated');
  expect(await setSingle(job, 'pin', bytes('1234'), false)).toMatchObject({ endpoints: paths, pin: 'enrolled' });
  await expect(setSingle(job, 'pin', bytes('4321'), false)).rejects.toMatchObject({ code: 'SCA_ENROLLED_ALREADY', details: { status: 409 } });
  await setSingle(job, 'pin', bytes('4321'), true);
  expect(await setSingle(job, 'faceMap', bytes(FACE_MAP), true)).toMatchObject({ faceMap: 'enrolled' });
  const added = await addFingerprint(job, print(`first of ${paths}`));
  expect(added.fingerprints).toEqual([{ id: expect.any(String) as string, label: expect.stringMatching(/^Device /) as string, enrolledAt: expect.any(String) as string, isThisDevice: false }]);
  await expect(addFingerprint(job, print(`first of ${paths}`))).rejects.toMatchObject({ code: 'SCA_ENROLLED_ALREADY' });

  for (const [way, value] of [['PIN', '4321'], ['PARTNER_DEVICE_FINGERPRINT', `first of ${paths}`], ['FACE_MAP', FACE_MAP]] as const) expect(isClear(await prove(await session(), way, value))).toBe(true);

  await addFingerprint(job, print('second'));
  await addFingerprint(job, { ...print('third'), label: 'Laptop' });
  await expect(addFingerprint(job, print('fourth'))).rejects.toMatchObject({ code: 'SCA_LIMIT', details: { status: 400, wiseMessage: expect.stringContaining('3') as string } });
  const listed = await fetchFactors(job);
  expect(listed.fingerprints.map(({ label }) => label)).toContain('Laptop');
  for (const { id } of listed.fingerprints) await removeFingerprint(job, id);
  await removeSingle(job, 'pin');
  const last = factorsView.parse(await removeSingle(job, 'faceMap'));
  expect(last).toMatchObject({ pin: 'not enrolled', faceMap: 'not enrolled', fingerprints: [] });
  await expect(removeSingle(job, 'pin')).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
  await expect(removeFingerprint(job, listed.fingerprints[0]!.id)).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
});

test('a phone number is set, replaced and removed with the application token, and kept in memory alone', async () => {
  await older(false);
  expect((await setPhone(job, '+447700900123')).phone).toMatchObject({ number: '+447700900123', verified: true });
  const { phone, userId } = await setPhone(job, '+447700900456');
  expect(phone?.number).toBe('+447700900456');
  expect(userId).toBe((await askStatus(job.deps, side.link, await session())).userId);
  const sca = await session();
  await expect(prove(sca, 'SMS', '111111')).rejects.toMatchObject({ code: 'SCA_CODE_NOT_SENT' });
  await expect(prove(sca, 'FACE_MAP', FACE_MAP)).rejects.toMatchObject({ code: 'WISE_REFUSED' });
  expect((await triggerCode(job.deps, side.link, sca, 'VOICE')).hint).toMatch(/56$/);
  expect(isClear(await prove(sca, 'VOICE', '111111'))).toBe(true);
  expect(await removePhone(job)).toMatchObject({ phone: null, wrongTries: 0 });
  await expect(removePhone(job)).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
  expect(JSON.stringify([side.vault.read(), side.audit.lines])).not.toMatch(/7700900/);
});

test('the key of FaceTec goes to the clipboard', async () => {
  const { clipboard } = createMemoryShell();
  await copyFaceTecKey(job, new ClearingClipboard(clipboard));
  expect(await clipboard.read()).toMatch(/^-----BEGIN PUBLIC KEY-----\n[^-]+-----END PUBLIC KEY-----\n$/);
});

test('after five wrong tries Wise gives no token, and it is known here until when', async () => {
  await setSingle(job, 'pin', bytes('1234'), true);
  const sca = await session();
  for (let count = 1; count <= 5; count += 1) {
    await expect(prove(sca, 'PIN', '9999')).rejects.toMatchObject({ code: count < 5 ? 'SCA_WRONG_PROOF' : 'SCA_BLOCKED' });
    expect(viewFactors(job.deps, job.at).wrongTries).toBe(count);
  }
  await expect(session()).rejects.toMatchObject({ code: 'SCA_BLOCKED' });
  expect(viewFactors(job.deps, job.at).blockedUntil).toBeDefined();
});

test('nothing that was proved with is in the vault, the log or the record of the sandbox', () => {
  const seen = JSON.stringify([{ ...side.vault.read(), keys: [], connections: [] }, side.audit.lines, side.sandbox.log()]);
  for (const value of ['first of', FACE_MAP, 'second"']) expect(seen).not.toContain(value);
  // Alone, not as four digits of some random id or key.
  for (const digits of ['1234', '4321', '111111']) expect(seen).not.toMatch(new RegExp(`(?<![0-9A-Za-z_+/=.-])${digits}(?![0-9A-Za-z_+/=.-])`));
  for (const list of ['[1,2,3,4]', '[4,3,2,1]', '[1,1,1,1,1,1]']) expect(seen).not.toContain(list);
});
