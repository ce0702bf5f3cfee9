import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from './routes.ts';
import { startSandbox } from './sandbox.ts';
import { JWS_PATH, TestClient, UPLOAD_PATH, makeKey } from './testing/client.ts';

let client: TestClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterAll(() => client.close());

test('every answer has a trace id of its own', async () => {
  const answers = await Promise.all(['/', '/oauth/token', '/nowhere', '/__sandbox/log'].map((path) => client.call('GET', path)));
  const ids = answers.map((answer) => answer.headers['x-trace-id']);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

describe('X-External-Correlation-Id', () => {
  test('is sent back, on refusals too', async () => {
    const id = randomUUID();
    for (const ask of [client.askToken(undefined, { 'x-external-correlation-id': id }), client.call('GET', '/nowhere', { headers: { 'x-external-correlation-id': id } }), client.call('GET', '/__sandbox/faults', { headers: { 'x-external-correlation-id': id } })]) {
      expect((await ask).headers['x-external-correlation-id']).toBe(id);
    }
    expect((await client.askToken()).headers['x-external-correlation-id']).toBeUndefined();
  });

  test.each(['x', '', `${randomUUID()}0`, `${randomUUID()}, ${randomUUID()}`])('that is no UUID is refused and not sent back: %j', async (id) => {
    const { status, json, headers } = await client.askToken(undefined, { 'x-external-correlation-id': id });
    expect([status, json['message']]).toEqual([400, 'X-External-Correlation-Id must be a UUID of 36 characters.']);
    expect(headers['x-external-correlation-id']).toBeUndefined();
  });
});

test('an unknown path answers 404 in Wise\'s shape', async () => {
  const { status, json } = await client.call('GET', '/v9/nothing?x=1');
  expect([status, json]).toEqual([404, { timestamp: expect.stringMatching(/Z$/), status: 404, error: 'Not Found', message: 'No such endpoint in the built-in sandbox.', path: '/v9/nothing' }]);
});

test.each([['GET', '/oauth/token', 'POST'], ['PUT', UPLOAD_PATH, 'POST'], ['HEAD', '/', 'GET'], ['OPTIONS', JWS_PATH, 'POST'], ['PUT', '/__sandbox/faults', 'GET, POST, DELETE']])('%s %s answers 405 and says what is allowed', async (method, path, allow) => {
  const answer = await new Promise<{ status?: number; allow?: string }>((resolve, reject) => {
    request(client.sandbox.info.apiUrl + path, { method, ca: client.sandbox.caPem, agent: false }, (response) => {
      resolve({ status: response.statusCode!, allow: response.headers.allow! });
      response.resume();
    }).on('error', reject).end();
  });
  expect(answer).toEqual({ status: 405, allow });
});

test('a body of 1 MiB is read, one byte more is refused', async () => {
  const ask = (size: number) => client.askToken('x'.repeat(size));
  expect((await ask(1024 * 1024)).status).toBe(400);
  const { status, json } = await ask(1024 * 1024 + 1);
  expect([status, json['message']]).toEqual([413, 'The body is larger than 1 MiB.']);
  expect((await client.call('POST', '/__sandbox/faults', { body: Buffer.alloc(1024 * 1024 + 1) })).status).toBe(413);
});

test('a sender without end is cut off', async () => {
  const head = 'POST /oauth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n';
  const most = 64 * 1024 * 1024;
  expect(await sendUntilClosed(head, most)).toBeLessThan(most);
  expect((await client.askToken()).status).toBe(200);
});

/** Sends a head and then zeros; answers how many went out before the server closed. Stops at `most`. */
function sendUntilClosed(head: string, most: number): Promise<number> {
  return new Promise((resolve) => {
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const socket = connectRaw(() => socket.write(head, more));
    // The server lives in this process: it gets its turn between two chunks, or it could not cut anybody off.
    const more = (error?: Error | null) => {
      if (!error) sent += chunk.length;
      setImmediate(() => {
        if (sent < most && !socket.destroyed) socket.write(chunk, more);
        else socket.destroy();
      });
    };
    socket.on('close', () => resolve(sent)).on('error', () => {}).resume();
  });
}

const connectRaw = (connected: () => void) => connect({ port: Number(new URL(client.sandbox.info.apiUrl).port), ca: client.sandbox.caPem, servername: 'localhost' }, connected);

/** Sends raw bytes over TLS and answers what comes back until the connection ends. */
function sendRaw(bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connectRaw(() => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(received)).on('error', () => {});
  });
}

test.each([
  ['nonsense', 'nonsense\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\nx-trace-id: '],
  ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 'HTTP/1.1 431 Request Header Fields Too Large\r\nx-trace-id: '],
  ['a smuggled length', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\nx-trace-id: '],
])('what is not HTTP is refused: %s', async (_name, bytes, start) => {
  expect((await sendRaw(bytes)).slice(0, start.length)).toBe(start);
});

test('a caller that hangs up in mid-body does no harm', async () => {
  expect(await sendRaw('POST /oauth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf')).not.toContain('200 OK');
  expect((await client.askToken()).status).toBe(200);
});

describe('no input brings it down', () => {
  const paths = fc.constantFrom(...ROUTES.map((route) => route.path), '/__sandbox/x', '//', '/%00');
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
  const types = fc.constantFrom('application/json', 'application/jose+json', 'application/x-www-form-urlencoded', 'text/plain');
  const joseMethods = fc.constantFrom('jws', 'jwe', 'jws+jwe');
  const bodies = fc.oneof(fc.json(), fc.string(), fc.webQueryParameters(), fc.uint8Array().map((bytes) => Buffer.from(bytes)));

  test('whatever method, path, type and body', async () => {
    const bearer = await client.bearer();
    await fc.assert(fc.asyncProperty(methods, paths, fc.webQueryParameters(), types, joseMethods, bodies, async (method, path, query, type, joseMethod, body) => {
      const headers = { ...bearer, 'content-type': type, accept: 'application/jose+json', 'x-tw-jose-method': joseMethod };
      const { status } = await client.call(method, `${path}?${query}`, { headers, body: method === 'GET' ? undefined! : body });
      await client.call('DELETE', '/__sandbox/faults');
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }), { numRuns: 300 });
  });

  test('whatever stands in an upload\'s fields', async () => {
    const { upload } = await makeKey('ES256');
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(upload)));
    const shape = { keyId: field, scope: field, validFrom: field, validTill: field, publicKeyMaterial: fc.oneof(field, fc.record({ algorithm: field, keyMaterial: field })) };
    await fc.assert(fc.asyncProperty(fc.record(shape, { requiredKeys: [] }), async (body) => {
      expect((await client.upload(body)).status).toBe(400);
    }), { numRuns: 200 });
  });

  test('whatever stands in a token\'s header', async () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom('ES256', 'JWT', JWS_PATH, ['b64'], 'none'));
    const shape = { alg: member, typ: member, url: member, kid: member, crit: member, b64: member };
    await fc.assert(fc.asyncProperty(fc.record(shape, { requiredKeys: [] }), fc.uint8Array({ minLength: 1 }), async (header, signature) => {
      const token = [JSON.stringify(header), '{"message":"x"}', signature].map((part) => Buffer.from(part as string).toString('base64url')).join('.');
      const { status, json } = await client.playground(token);
      expect([status, json['error']]).toEqual([400, 'jws_error']);
    }), { numRuns: 200 });
  });

  test('whatever bytes come over the wire', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      expect(await sendRaw(bytes)).not.toContain('200 OK');
    }), { numRuns: 50 });
    expect((await client.askToken()).status).toBe(200);
  });
});

test('another program that opens connections without end does not take every file handle of the process', async () => {
  const { port } = new URL(client.sandbox.info.apiUrl);
  const sockets = Array.from({ length: 400 }, () => connectPlain(Number(port), '127.0.0.1').on('error', () => undefined));
  await expect.poll(() => sockets.filter((socket) => socket.closed).length).toBeGreaterThan(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await client.askToken()).status).toBe(200);
});

test('a connection that never says a word does not hold up the end', async () => {
  const sandbox = await startSandbox();
  const silent = connectPlain(Number(new URL(sandbox.info.apiUrl).port), '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  await sandbox.close();
  await expect.poll(() => silent.closed).toBe(true);
});
