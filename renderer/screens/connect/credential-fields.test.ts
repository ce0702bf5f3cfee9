import { expect, test } from 'vitest';
import { credentialsProblem, NO_CREDENTIALS } from './credential-fields.tsx';

const filled = { ...NO_CREDENTIALS, clientId: 'id', clientSecret: 'secret' };

test('id and secret are asked for first', () => {
  expect(credentialsProblem(NO_CREDENTIALS, 'wise-sandbox')).toBe('The client id is missing.');
  expect(credentialsProblem({ ...filled, clientSecret: ' ' }, 'wise-sandbox')).toBe('The client secret is missing.');
  expect(credentialsProblem(filled, 'wise-sandbox')).toBeUndefined();
});

test('production asks for the typed word, exactly', () => {
  expect(credentialsProblem(filled, 'production')).toBe('Type PRODUCTION to go on.');
  expect(credentialsProblem({ ...filled, typed: 'production' }, 'production')).toBe('Type PRODUCTION to go on.');
  expect(credentialsProblem({ ...filled, typed: 'PRODUCTION' }, 'production')).toBeUndefined();
});
