import { expect, test } from 'vitest';
import { lookUpHost } from './dns.ts';

test.each(['https://localhost:41123', 'https://127.0.0.1:8443', 'https://[::1]:8443'])('%s is found', async (address) => {
  expect(await lookUpHost(address)).toBeGreaterThan(0);
});

test('a name that nobody has is not found', async () => {
  const error: unknown = await lookUpHost('https://api.wise.invalid:8443').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'WISE_NAME_NOT_FOUND', details: { host: 'api.wise.invalid:8443', reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) } });
});

test('the resolver’s own code is told, and a name without its brackets is asked for', async () => {
  const asked: string[] = [];
  const failing = async (hostname: string) => {
    asked.push(hostname);
    throw Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' });
  };
  await expect(lookUpHost('https://[2001:db8::1]', failing)).rejects.toMatchObject({ details: { reason: 'EAI_AGAIN' } });
  expect(asked).toEqual(['2001:db8::1']);
});

test('a resolver that never answers is not waited for', async () => {
  await expect(lookUpHost('https://api.wise.com', () => new Promise(() => undefined), 5)).rejects.toMatchObject({ code: 'WISE_NAME_NOT_FOUND', details: { reason: 'TIMEOUT' } });
});
