import type { Environment } from './model/environments.ts';

/** Where a person makes and deletes personal tokens of each environment, and takes consents back; in words, to stand after "on". */
export const TOKEN_SITES: Readonly<Record<Environment, string>> = {
  'built-in': 'the sandbox’s page of API tokens',
  'wise-sandbox': 'wise-sandbox.com',
  production: 'wise.com',
  custom: 'the site behind these hosts',
};
