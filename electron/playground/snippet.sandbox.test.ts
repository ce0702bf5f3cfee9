import { execFile, execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JOSE_METHODS, SNIPPET_LANGUAGES, type JoseMethod } from '../../shared/model/views.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import { snippetFor } from './snippet.ts';
import { startSandboxSide, type SandboxSide } from './testing/sandbox-side.ts';

/** The programs are run as a person would run them: their own process, what is secret in the environment. */
const run = promisify(execFile);
/** It has everything a shell may get hold of, such as a quote of each kind. */
const MESSAGE = 'it’s "grüezi" \'$HOME\' `id` \\ %s';
const ANSWER = { message: `jose-playground-response-${MESSAGE}`, method: 'POST' };

let side: SandboxSide;
let folder: string;
let keyId: string;
let environment: NodeJS.ProcessEnv;
const pemOf = (id: string) => createPrivateKey({ key: side.vault.read().keys.find((key) => key.id === id)!.privateJwk as PrivateJwk, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' });

beforeAll(async () => {
  side = await startSandboxSide();
  folder = await mkdtemp(join(tmpdir(), 'snippet-'));
  const [signing, encryption, ca] = ['signing.pem', 'encryption.pem', 'ca.pem'].map((name) => join(folder, name)) as [string, string, string];
  keyId = await side.uploaded('ES512');
  await writeFile(signing, pemOf(keyId), { mode: 0o600 });
  await writeFile(encryption, pemOf(await side.uploaded('RSA-OAEP-256')), { mode: 0o600 });
  await writeFile(ca, side.sandbox.caPem);
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const { token } = await side.tokens.get(side.link);
  environment = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    WISE_ACCESS_TOKEN: token.value.reveal(), SIGNING_KEY_PEM: signing, ENCRYPTION_KEY_PEM: encryption,
    CURL_CA_BUNDLE: ca, NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca, CA_PEM: ca,
  };
});
afterAll(async () => {
  await side.close();
  await rm(folder, { recursive: true });
});


type Program = { file: string; command: string | undefined };
/** Debian's Python has jwcrypto where another that stands first in PATH may not. */
const python = ['python3', '/usr/bin/python3'].find((command) => works(command, ['-c', 'import jwcrypto']));
const PROGRAMS = {
  curl: { file: 'playground.sh', command: works('openssl', ['version']) && works('curl', ['--version']) ? 'bash' : undefined },
  node: { file: 'playground.mjs', command: process.execPath },
  python: { file: 'playground.py', command: python },
  java: { file: 'Playground.java', command: works('javac', ['-version']) ? 'java' : undefined },
} as const satisfies Record<string, Program>;
const LANGUAGES = ['curl', 'node', 'python', 'java'] as const;

function works(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function play(language: (typeof LANGUAGES)[number], method: JoseMethod, change: NodeJS.ProcessEnv = {}, signingKeyId = keyId): Promise<string> {
  const { file, command = '' } = PROGRAMS[language];
  await writeFile(join(folder, file), snippetFor(side, side.link, { method, message: MESSAGE, language, ...(method.startsWith('jws') ? { signingKeyId } : {}) }).text);
  return (await run(command, [file], { cwd: folder, env: { ...environment, ...change } })).stdout;
}

for (const language of LANGUAGES) {
  const here = PROGRAMS[language].command !== undefined;
  test.skipIf(!here).each(JOSE_METHODS)(`${language}: %s works as it is${here ? '' : ' (passed over: what it needs is not on this machine)'}`, async (method) => {
    expect(JSON.parse(await play(language, method))).toEqual(method === 'jwe-get' ? { message: 'jose-playground-response-', method: 'GET' } : ANSWER);
  });

  test.skipIf(!here)(`${language}: believes no signature that is not Wise’s, and tells of a refusal`, async () => {
    side.sandbox.setFaults({ wrongKey: { count: 1 } });
    await expect(play(language, 'jws')).rejects.toMatchObject({ code: expect.any(Number), stdout: expect.not.stringContaining('jose-playground-response') });
    side.sandbox.setFaults({ wrongKey: { count: 0 } });
    const refused = await play(language, 'jws', { WISE_ACCESS_TOKEN: 'not a token' }).catch((thrown: { stdout: string; stderr: string }) => thrown.stdout + thrown.stderr);
    expect(refused).toContain('401');
  });
}

test.skipIf(PROGRAMS.curl.command === undefined).each(['ES256', 'ES384', 'PS256'] as const)('curl: openssl signs and verifies %s', async (algorithm) => {
  const id = await side.uploaded(algorithm);
  await writeFile(join(folder, 'another.pem'), pemOf(id), { mode: 0o600 });
  // Numbers of an ECDSA signature that begin with zeros come now and then; each must be padded.
  for (let n = 0; n < 3; n += 1) expect(JSON.parse(await play('curl', 'jws', { SIGNING_KEY_PEM: join(folder, 'another.pem') }, id))).toEqual(ANSWER);
});

test.skipIf(PROGRAMS.java.command === undefined).each(['ES256', 'PS384'] as const)('java: signs and verifies %s', async (algorithm) => {
  const id = await side.uploaded(algorithm);
  await writeFile(join(folder, 'another.pem'), pemOf(id), { mode: 0o600 });
  expect(JSON.parse(await play('java', 'jws', { SIGNING_KEY_PEM: join(folder, 'another.pem') }, id))).toEqual(ANSWER);
});

test.each(SNIPPET_LANGUAGES)('%s: holds no secret, and says what it needs', (language) => {
  const secrets = [environment['WISE_ACCESS_TOKEN']!, side.link.target.clientSecret.reveal(), ...side.vault.read().keys.map(({ privateJwk }) => String(privateJwk['d']))];
  for (const method of JOSE_METHODS) {
    const { text, needs } = snippetFor(side, side.link, { method, message: MESSAGE, language });
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(needs.some((need) => need.startsWith('WISE_ACCESS_TOKEN: '))).toBe(true);
    for (const variable of ['SIGNING_KEY_PEM', 'ENCRYPTION_KEY_PEM', 'KEY_PASSPHRASE']) {
      if (needs.some((need) => need.startsWith(`${variable}: `))) expect(text).toContain(variable);
    }
    for (const variable of text.match(/\b[A-Z]+_(TOKEN|PEM)\b/g) ?? []) expect(needs.join('\n')).toContain(variable);
  }
});

test('a connection to Wise itself needs no CA', () => {
  const { ca, ...target } = side.link.target;
  expect(ca).toContain('BEGIN CERTIFICATE');
  for (const language of SNIPPET_LANGUAGES) {
    const { text, needs } = snippetFor(side, { ...side.link, target: { ...target, apiUrl: 'https://api.wise.com' } }, { method: 'jws', message: 'x', language });
    expect(text).toContain('https://api.wise.com');
    expect(text + needs.join()).not.toMatch(/CERTIFICATE|CA_PEM|SSL_CERT_FILE|CA_BUNDLE|EXTRA_CA/);
  }
});
