import type { ConsentView, TokenSummary } from '../../../shared/model/tokens.ts';
import { client } from '../../api.ts';

/** Takes what an answer says of a token before the list has been asked again, so that nothing is shown as it was. */
export function note(token: TokenSummary): void {
  client.setQueryData<TokenSummary[]>(['tokens.list', {}], (list = []) => [token, ...list.filter((one) => one.id !== token.id)]);
}

/** The same for a consent. */
export function noteConsent(consent: ConsentView): void {
  client.setQueryData<ConsentView[]>(['consents.list', {}], (list = []) => [consent, ...list.filter((one) => one.id !== consent.id)]);
}
