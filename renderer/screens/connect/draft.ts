import type { Input } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { hostsProblem, redirectProblem, typedHosts, type Hosts } from './addresses.ts';
import { credentialsProblem, type Credentials } from './credential-fields.tsx';

/** What was entered so far about a connection to be made. */
export type Draft = { environment: Environment; credentials: Credentials; hosts: Hosts; redirectUri: string };

/** What is missing or wrong before it can be made, in words. The built-in sandbox needs nothing. */
export function draftProblem({ environment, credentials, hosts, redirectUri }: Draft): string | undefined {
  if (environment === 'built-in') return undefined;
  return credentialsProblem(credentials, environment) ?? hostsProblem(hosts, environment === 'custom') ?? redirectProblem(redirectUri);
}

/** As main takes it: without what was left empty, and with the word for production alone. */
export function inputOf({ environment, credentials, hosts, redirectUri }: Draft): Input<'connections.create'> {
  if (environment === 'built-in') return { environment, name: ENVIRONMENT_LOOKS[environment].name };
  const { name, clientId, clientSecret, typed } = credentials;
  const own = typedHosts(hosts);
  return {
    environment,
    name: name.trim() || ENVIRONMENT_LOOKS[environment].name,
    clientId,
    clientSecret,
    ...(own && { hosts: own }),
    ...(redirectUri.trim() !== '' && { redirectUri: redirectUri.trim() }),
    ...(environment === 'production' && { word: typed }),
  };
}
