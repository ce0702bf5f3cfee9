import { compactVerify, importJWK } from 'jose';
import { appendFileSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AuditKind } from '../../shared/model/views.ts';
import { runNode, withFileSizeLimit } from '../storage/testing/child.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { newVaultBody } from '../vault/new-body.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import { AuditLog } from './audit-log.ts';
import { encodeLine, hashLine, sessionSigner, vaultSigner } from './line.ts';

const used = (says = 'signed') => ({ kind: 'key.used', outcome: 'ok', subject: 'key 663a0e44', says }) as const;
const page = { limit: 500 } as const;

function openLog(folder = tempFolder(), now = () => Date.UTC(2026, 10, 22)) {
  const path = join(folder, 'audit.log');
  const log = new AuditLog({ path, now });
  onTestFinished(() => log.close().catch(() => undefined));
  return { log, path, folder, lines: () => readFileSync(path, 'latin1').split('\n').slice(0, -1) };
}

/** A log of an unlocked vault with `count` lines, and the vault's body after the last of them was noted. */
async function filledLog(count = 5) {
  const opened = openLog();
  const first = newVaultBody();
  opened.log.vaultUnlocked(first.audit);
  for (let i = 1; i <= count; i++) await opened.log.append(used(`line ${i}`));
  await opened.log.sync();
  return { ...opened, body: opened.log.noteIn(first) };
}

/** The verdict of a fresh start on the same file. */
async function verdictOf(folder: string, audit: { privateJwk: { kty: 'EC' | 'RSA' }; seq: number; head: string }) {
  const { log } = openLog(folder);
  log.vaultUnlocked(audit);
  return log.verify();
}

describe('append', () => {
  test('writes chained lines that any JOSE library verifies, mode 0600', async () => {
    const { body, path, lines } = await filledLog(3);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { kty, crv, x, y } = body.audit.privateJwk as Record<string, string>;
    const key = await importJWK({ kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }, 'ES256');
    let prev = '';
    for (const [i, line] of lines().entries()) {
      const { payload, protectedHeader } = await compactVerify(line, key);
      expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'portcullis-audit+jws', kid: vaultSigner(body.audit.privateJwk).thumbprint });
      expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ seq: i + 1, at: '2026-11-22T00:00:00.000Z', ...used(`line ${i + 1}`), prev });
      prev = hashLine(line);
    }
    expect(body.audit).toMatchObject({ seq: 3, head: prev });
  });

  test('goes on where it stopped, after a restart', async () => {
    const { log, folder, body } = await filledLog(2);
    await log.close();
    const next = openLog(folder);
    next.log.vaultUnlocked(body.audit);
    await next.log.append(used('after'));
    expect(await next.log.verify()).toMatchObject({ ok: true, lines: 3 });
  });

  test('bounds the text and keeps one line one line', async () => {
    const { log, lines } = openLog();
    await log.append({ kind: 'ipc.refused', outcome: 'refused', subject: 'a\nb\u0000'.repeat(500), says: '\u2028é'.repeat(500) });
    expect(lines()).toHaveLength(1);
    const [line] = (await log.list(page)).lines;
    expect([line?.subject.length, line?.says.length]).toEqual([200, 500]);
  });

  test('lines of a locked vault are signed by the session and sealed by the next unlock', async () => {
    const { log, body } = await filledLog(1);
    log.vaultLocked();
    await log.append({ kind: 'vault.unlock-failed', outcome: 'failed', subject: 'vault', says: 'VAULT_WRONG_PASSPHRASE' });
    await expectCode(log.verify(), 'VAULT_LOCKED');
    log.vaultUnlocked(body.audit);
    await log.append(used());
    expect((await log.list(page)).lines.map(({ signedBy }) => signedBy)).toEqual(['vault', 'session', 'vault']);
    expect(await log.verify()).toMatchObject({ ok: true, lines: 3 });
  });

  test.skipIf(process.platform === 'win32')('a full disk is a coded error, and the log is as before', async () => {
    const { log, folder, body, lines } = await filledLog(3);
    await log.close();
    const before = lines();
    const printed = runNode(withFileSizeLimit(2048), `
      import { AuditLog } from '${import.meta.resolve('./audit-log.ts')}';
      const log = new AuditLog({ path: process.argv[1] });
      const codes = [];
      for (let i = 0; i < 5; i++) codes.push(await log.append(${JSON.stringify(used('x'.repeat(300)))}).then(() => 'ok', ({ code }) => code));
      console.log(JSON.stringify(codes));
    `, join(folder, 'audit.log'));
    const codes = JSON.parse(printed) as string[];
    expect(codes).toContain('STORAGE_FULL');
    expect(lines().slice(0, 3)).toEqual(before);
    expect(lines()).toHaveLength(3 + codes.filter((code) => code === 'ok').length);
    expect(await verdictOf(folder, body.audit)).toMatchObject({ ok: true });
  });

  test('a symbolic link in place of the log is refused', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'elsewhere'), '');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'audit.log'));
    await expectCode(() => new AuditLog({ path: join(folder, 'audit.log') }), 'STORAGE_FAILED');
  });
});

describe('after a crash', () => {
  test.each([
    ['half a line', (line: string) => line.slice(0, 100)],
    ['a line without its end', (line: string) => line],
    ['zeros where a line should be', () => '\u0000'.repeat(300)],
    ['zeros and a line feed', () => `${'\u0000'.repeat(300)}\n`],
  ])('%s is moved to a file of its own and recorded', async (_, torn) => {
    const { log, folder, path, body, lines } = await filledLog(3);
    await log.close();
    const [before, end] = [lines(), torn(lines().at(-1) ?? '')];
    appendFileSync(path, end, 'latin1');
    const verdict = await verdictOf(folder, body.audit);
    expect(verdict).toMatchObject({ ok: true, lines: 4 });
    expect(lines().slice(0, 3)).toEqual(before);
    const aside = readdirSync(folder).find((name) => name.startsWith('audit.log.torn-')) ?? '';
    expect(readFileSync(join(folder, aside), 'latin1')).toBe(end);
    const { lines: shown } = await openLog(folder).log.list(page);
    expect(shown[0]).toMatchObject({ kind: 'audit.repaired', signedBy: 'session', says: `${end.length} bytes of a half-written end were moved to ${aside}` });
  });
});

/** The verdict on a log of six lines after somebody edited them. */
const edited = async (edit: (lines: string[]) => string[]) => {
  const { log, folder, path, body, lines } = await filledLog(6);
  await log.close();
  writeFileSync(path, edit(lines()).map((line) => `${line}\n`).join(''), 'latin1');
  return verdictOf(folder, body.audit);
};

const rewritten = (line: string, change: object, signer = sessionSigner()) => {
  const payload = JSON.parse(Buffer.from(line.split('.')[1] ?? '', 'base64url').toString());
  return encodeLine({ ...payload, ...change }, signer);
};

describe('verify names the first line that does not hold', () => {
  test('a changed payload under the old signature', async () => {
    const verdict = await edited((lines) => lines.with(2, [lines[2]?.split('.')[0], lines[3]?.split('.')[1], lines[2]?.split('.')[2]].join('.')));
    expect(verdict).toMatchObject({ ok: false, broken: { line: 3, reason: expect.stringContaining('sequence number') } });
  });
  test('a line taken out', async () => {
    expect(await edited((lines) => lines.toSpliced(2, 1))).toMatchObject({ broken: { line: 3, reason: 'Its sequence number is 4 instead of 3: lines were taken out or put in.' } });
  });
  test('lines in another order', async () => {
    expect(await edited(([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest])).toMatchObject({ broken: { line: 2 } });
  });
  test('a line signed anew by another key', async () => {
    const verdict = await edited((lines) => lines.with(2, rewritten(lines[2] ?? '', { says: 'other' })));
    expect(verdict).toMatchObject({ broken: { line: 4, reason: expect.stringContaining('hash of the line before') } });
  });
  test('a line of another vault', async () => {
    const foreign = vaultSigner(newVaultBody().audit.privateJwk);
    const verdict = await edited((lines) => lines.with(2, rewritten(lines[2] ?? '', {}, foreign)));
    expect(verdict).toMatchObject({ broken: { line: 3, reason: expect.stringContaining('not this vault’s') } });
  });
  test('a signature that does not verify', async () => {
    const verdict = await edited((lines) => lines.with(2, `${lines[2]?.split('.').slice(0, 2).join('.')}.${lines[1]?.split('.')[2]}`));
    expect(verdict).toMatchObject({ broken: { line: 3, reason: 'Its signature does not verify.' } });
  });
  test('something else in the middle', async () => {
    expect(await edited((lines) => lines.with(2, 'not a line'))).toMatchObject({ broken: { line: 3, reason: 'It is not a line of this log.' } });
  });
  test('a shortened log', async () => {
    expect(await edited((lines) => lines.slice(0, 4))).toMatchObject({ lines: 4, broken: { line: 5, reason: 'The log ends before line 6, which the vault noted: it was shortened.' } });
    expect(await edited(() => [])).toMatchObject({ lines: 0, broken: { line: 1 } });
  });
  test('a log that was shortened and grew again', async () => {
    const { log, folder, path, body, lines } = await filledLog(4);
    await log.close();
    truncateSync(path, lines().slice(0, 2).join('\n').length + 1);
    const next = openLog(folder);
    next.log.vaultUnlocked(body.audit);
    for (let i = 0; i < 5; i++) await next.log.append(used());
    await next.log.sync();
    expect(await next.log.verify()).toMatchObject({ ok: false, broken: { line: 4, reason: expect.stringContaining('the log was replaced') } });
    // The vault keeps what it noted, so that the evidence is not lost with the next save.
    expect(next.log.noteIn(body)).toBe(body);
  });
});

test('the log of an earlier vault is kept aside when a new vault begins', async () => {
  const { log, folder } = await filledLog(3);
  await log.close();
  const { log: next } = openLog(folder);
  next.vaultUnlocked(newVaultBody().audit);
  await next.append(used());
  expect(await next.verify()).toMatchObject({ ok: true, lines: 2 });
  expect(readdirSync(folder).filter((name) => name.startsWith('audit.log.until-'))).toHaveLength(1);
});

test('the vault notes only what is safely on disk', async () => {
  const { log } = openLog();
  const body = newVaultBody();
  log.vaultUnlocked(body.audit);
  await log.append(used());
  expect(log.noteIn(body)).toBe(body);
  await log.sync();
  expect(log.noteIn(body).audit.seq).toBe(1);
});

describe('list', () => {
  test('pages newest first, filters, counts, and sees new lines', async () => {
    const { log } = openLog();
    const kinds: AuditKind[] = ['key.used', 'key.made', 'ipc.refused'];
    for (let i = 1; i <= 30; i++) await log.append({ kind: kinds[i % 3] ?? 'key.used', outcome: i % 2 ? 'ok' : 'failed', subject: `Subject ${i}`, says: 'words' });
    const seqs = async (filter: Parameters<AuditLog['list']>[0]) => (await log.list(filter)).lines.map(({ seq }) => seq);
    expect(await seqs({ limit: 3 })).toEqual([30, 29, 28]);
    expect(await seqs({ limit: 3, before: 28 })).toEqual([27, 26, 25]);
    expect(await seqs({ limit: 3, kinds: ['ipc.refused'] })).toEqual([29, 26, 23]);
    expect(await seqs({ limit: 3, kinds: ['ipc.refused', 'key.made'], outcome: 'ok' })).toEqual([29, 25, 23]);
    expect(await log.list({ limit: 2, text: 'sUBJECT 2' })).toMatchObject({ total: 30, matching: 11, lines: [{ seq: 29 }, { seq: 28 }] });
    await log.append(used());
    expect(await seqs({ limit: 1 })).toEqual([31]);
  });

  test('reads a long log across its blocks', async () => {
    const { log, folder } = openLog();
    for (let i = 0; i < 3000; i++) await log.append(used('x'.repeat(i % 400)));
    await log.close();
    const again = openLog(folder);
    const [listed] = await Promise.all([again.log.list({ limit: 500 }), again.log.append(used('during'))]);
    expect(listed.lines[0]).toMatchObject({ seq: 3001, says: 'during' });
    expect(new Set((await again.log.list({ limit: 500 })).lines.map(({ seq }) => seq)).size).toBe(500);
    expect((await again.log.list({ limit: 1 })).total).toBe(3001);
  });
});

test('a sync under way while a new vault’s log begins does not note a line of the old one', async () => {
  const { folder, log: old } = await filledLog(20);
  await old.close();
  const { log } = openLog(folder);
  await log.append(used('while locked'));
  const syncing = log.sync();
  const body = newVaultBody();
  log.vaultUnlocked(body.audit);
  await syncing;
  await log.sync();
  const noted = log.noteIn(body);
  expect(noted.audit.seq).toBe(1);
  log.vaultUnlocked(noted.audit);
  expect(await log.verify()).toMatchObject({ ok: true, lines: 1 });
});
