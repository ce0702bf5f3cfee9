import { PortcullisError } from '../../shared/errors.ts';
import { readAnswer, type ConsentAnswer } from '../consents/answer.ts';

const LONGEST_LINK = 8000;
/** With none to three slashes after the scheme: all are in use. */
const SHAPE = /^portcullis:\/{0,3}(?<path>[a-z]+(?:\/[a-z]+)*)\/?\?(?<query>[^#\s]*)(?:#\S*)?$/i;

/** What a link may ask for: to finish a consent, and only one whose state it has. */
export type Link = { path: 'oauth/callback'; answer: ConsentAnswer & { state: string } };

/** Throws `LINK_UNKNOWN` for anything but the links that there are. */
export function parseLink(text: string): Link {
  const { path, query } = text.length <= LONGEST_LINK ? (SHAPE.exec(text.trim())?.groups ?? {}) : {};
  if (path?.toLowerCase() !== 'oauth/callback') throw new PortcullisError('LINK_UNKNOWN');
  const answer = readAnswer(new URLSearchParams(query));
  if (answer?.state === undefined) throw new PortcullisError('LINK_UNKNOWN', { reason: answer ? 'NO_STATE' : 'NO_ANSWER' });
  return { path: 'oauth/callback', answer: { ...answer, state: answer.state } };
}
