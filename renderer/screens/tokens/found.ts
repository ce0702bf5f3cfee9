import type { FoundCredential } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';

type Kind = FoundCredential['kind'];

export const FOUND_NAMES: Record<Kind, string> = {
  'personal-token': 'Personal token',
  'access-token': 'Access token',
  'refresh-token': 'Refresh token',
  'client-credentials': 'Client id and secret',
  'unknown-token': 'Some token',
};

/** What it becomes when it is imported, in a sentence. */
export const BECOMES: Record<Kind, string> = {
  'personal-token': 'Becomes a personal token of the connection.',
  'access-token': 'Becomes a user token that ends within hours: nothing can renew it.',
  'refresh-token': 'Is tried at once by a refresh, which ends its old access token. Whoever else uses it has to stop.',
  'client-credentials': 'Become those of the connection, in place of the ones it has.',
  'unknown-token': 'Becomes a personal token of the connection. Test it afterwards.',
};

/** Why the connection picked is most likely the wrong one; undefined where nothing speaks against it. */
export function mismatch({ environment, kind }: FoundCredential, connection: ConnectionSummary): string | undefined {
  if (connection.environment === 'built-in' && kind === 'client-credentials') return 'The built-in sandbox has its own client id and secret. Pick another connection.';
  if (environment === undefined || environment === connection.environment) return undefined;
  return `The addresses beside it are those of ${ENVIRONMENT_LOOKS[environment].name}, and ${connection.name} is ${ENVIRONMENT_LOOKS[connection.environment].name}. Pick another connection, unless you know better.`;
}

/** The connection that fits best: of the guessed environment, the selected one first. */
export function fittingConnection(items: readonly FoundCredential[], connections: readonly ConnectionSummary[], selected: ConnectionSummary): ConnectionSummary {
  const guessed = items.find(({ environment }) => environment !== undefined)?.environment;
  if (guessed === undefined || guessed === selected.environment) return selected;
  return connections.find(({ environment }) => environment === guessed) ?? selected;
}

/** The label offered: where it was found, cut to what a label may have. */
export function labelFor({ name }: FoundCredential): string {
  return name.slice(0, 80);
}
