import { afterEach, expect, test } from 'vitest';
import { PortcullisError } from '../shared/errors.ts';
import { BuiltInSandbox } from './built-in-sandbox.ts';
import type { VaultBody } from './vault/body.ts';
import { memoryVault } from './wise/testing/ports.ts';

/** A vault whose saves end when they are let go, one at a time. */
class SlowVault {
  body: VaultBody = memoryVault().read();
  saves = 0;
  isLocked = false;
  #queue: Promise<unknown> = Promise.resolve();
  #gate: Promise<void> = Promise.resolve();
  #open: () => void = () => {};

  read = () => this.body;

  update = (change: (body: VaultBody) => VaultBody): Promise<VaultBody> => {
    const saving = this.#queue.then(async () => {
      if (this.isLocked) throw new PortcullisError('VAULT_LOCKED');
      const changed = change(this.body);
      this.saves += 1;
      await this.#gate;
      this.body = changed;
      return changed;
    });
    this.#queue = saving.catch(() => undefined);
    return saving;
  };

  hold(): void {
    this.#gate = new Promise((resolve) => (this.#open = resolve));
  }

  letGo(): void {
    this.#open();
  }
}

let open: BuiltInSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.map((one) => one.stop()));
  open = [];
});
function make(vault: SlowVault): BuiltInSandbox {
  const made = new BuiltInSandbox(vault, () => {});
  open.push(made);
  return made;
}

/** Makes a personal token on the sandbox's page: one change of its state. */
async function changeState(sandbox: BuiltInSandbox, name: string): Promise<void> {
  const page = sandbox.running()!.consentUrl.replace('/oauth/authorize/', '/__sandbox/api-tokens');
  expect((await fetch(page, { method: 'POST', body: new URLSearchParams({ name }) })).status).toBe(201);
}
const namesIn = ({ sandbox }: VaultBody) => (sandbox!['personalTokens'] as { name: string }[]).map(({ name }) => name);
const NAMES = ['one', 'two', 'three', 'four', 'five'];

test('while a save runs only the newest state waits, and nothing is lost', async () => {
  const vault = new SlowVault();
  const sandbox = make(vault);
  await sandbox.target();
  await vault.update((body) => body);
  const before = vault.saves;
  vault.hold();
  for (const name of NAMES) await changeState(sandbox, name);
  vault.letGo();
  await sandbox.stop();
  expect(vault.saves - before).toBe(2);
  expect(namesIn(vault.body)).toEqual(NAMES);
});

test('what a client saves after an answer comes after what the sandbox saved of it', async () => {
  const vault = new SlowVault();
  const sandbox = make(vault);
  await sandbox.target();
  vault.hold();
  await changeState(sandbox, 'one');
  await changeState(sandbox, 'two');
  let seen: string[] = [];
  const client = vault.update((body) => {
    seen = namesIn(body);
    return body;
  });
  vault.letGo();
  await client;
  expect(seen).toEqual(['one', 'two']);
});

test('a state that could not be saved goes with the next one', async () => {
  const vault = new SlowVault();
  const sandbox = make(vault);
  await sandbox.target();
  await vault.update((body) => body);
  vault.isLocked = true;
  await changeState(sandbox, 'one');
  await vault.update((body) => body).catch(() => undefined);
  vault.isLocked = false;
  await changeState(sandbox, 'two');
  await sandbox.stop();
  expect(namesIn(vault.body)).toEqual(['one', 'two']);
});

test('browsers are led to the page over plain HTTP, which they need not be told to trust', async () => {
  const sandbox = make(new SlowVault());
  const { consentUrl, redirectUri } = await sandbox.target();
  expect(consentUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\/$/);
  expect(redirectUri).toBe('http://127.0.0.1:47113/callback');
  expect((await fetch(consentUrl)).status).toBe(400);
});

test('transfers that were added are kept in the vault', async () => {
  const vault = new SlowVault();
  const sandbox = make(vault);
  await sandbox.fill(3);
  await sandbox.stop();
  expect(vault.read().sandbox).toMatchObject({ money: { nextTransferId: 50_600_004 } });
  await expect(sandbox.fill(1_001)).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT' });
  await sandbox.stop();
});
