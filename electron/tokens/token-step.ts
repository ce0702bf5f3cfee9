import type { Clock } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { PlannedStep, StepNotes } from '../wise/run-recorder.ts';
import type { ClientCredentialsTokens } from './client-credentials.ts';
import { duration } from './duration.ts';

export const TOKEN_STEP: PlannedStep = { id: 'token', title: 'Access token' };

/** The first step of every run: an application token, from memory or fetched. */
export async function takeToken(tokens: ClientCredentialsTokens, link: WiseLink, now: Clock, notes: StepNotes): Promise<void> {
  const { token, from } = await tokens.get(link);
  const left = duration(token.expiresAt - now());
  notes.title = from === 'memory' ? 'Access token at hand' : 'Access token fetched';
  notes.says = from === 'memory' ? `The token in memory is good for another ${left}.` : `Wise gave a token for ${left}. It is kept in memory only.`;
  notes.fact('Grant', 'client_credentials');
  notes.fact('Client id', `ends in ${link.target.clientId.slice(-4)}`);
  if (from === 'wise') {
    notes.request(token.exchange, 'grant_type=client_credentials');
    notes.response(token.exchange);
  }
}
