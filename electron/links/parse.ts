import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import { readAnswer, type ConsentAnswer } from '../consents/answer.ts';
import { LONGEST_LINK, readApprovalQuery, type WrittenCall } from '../inbox/approval-link.ts';

/** With none to three slashes after the scheme: all are in use. */
const SHAPE = /^portcullis:\/{0,3}(?<path>[a-z]+(?:\/[a-z]+)*)\/?\?(?<query>[^#\s]*)(?<fragment>#\S*)?$/i;

/** To finish a consent, and only one whose state it has. */
export type ConsentLink = { path: 'oauth/callback'; answer: ConsentAnswer & { state: string } };
/** To show a call to approve. */
export type ApprovalLink = { path: 'approve'; written: WrittenCall };
/** What a link may ask for. */
export type Link = ConsentLink | ApprovalLink;

const READERS: Readonly<Record<string, (query: string, fragment: string | undefined) => Link>> = { 'oauth/callback': consentLink, approve: approvalLink };

/** Throws `LINK_UNKNOWN` for anything but the links that there are. */
export function parseLink(text: string): Link {
  const { path = '', query = '', fragment } = text.length <= LONGEST_LINK ? (SHAPE.exec(text.trim())?.groups ?? {}) : {};
  const name = path.toLowerCase();
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (!read) throw new PortcullisError('LINK_UNKNOWN');
  return read(query, fragment);
}

/** Throws `LINK_UNKNOWN` also for links that ask for something else. */
export function parseConsentLink(text: string): ConsentLink {
  const link = parseLink(text);
  if (link.path !== 'oauth/callback') throw new PortcullisError('LINK_UNKNOWN');
  return link;
}

function consentLink(query: string): ConsentLink {
  const answer = readAnswer(new URLSearchParams(query));
  if (answer?.state === undefined) throw new PortcullisError('LINK_UNKNOWN', { reason: answer ? 'NO_STATE' : 'NO_ANSWER' });
  return { path: 'oauth/callback', answer: { ...answer, state: answer.state } };
}

function approvalLink(query: string, fragment: string | undefined): ApprovalLink {
  if (fragment !== undefined) throw new PortcullisError('LINK_UNKNOWN', { reason: 'FRAGMENT' });
  try {
    return { path: 'approve', written: readApprovalQuery(query) };
  } catch (thrown) {
    throw new PortcullisError('LINK_UNKNOWN', toPortcullisError(thrown).details, { cause: thrown });
  }
}
