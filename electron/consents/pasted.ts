import { PortcullisError } from '../../shared/errors.ts';
import { parseConsentLink } from '../links/parse.ts';
import { isPortcullisLink } from '../links/scheme.ts';
import { Secret } from '../wise/secret.ts';
import { type ConsentAnswer, readAnswer } from './answer.ts';
import { leadsTo } from './redirect-uri.ts';

/** Unreserved characters and those of base64 (RFC 3986, 2.3; RFC 4648, 4). */
const BARE_CODE = /^[\w.~+/=-]{4,2000}$/;
const QUOTES = /^["'`“”‘’„«»<([]+|["'`“”‘’„«»>)\],;]+$/g;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
/** With what mail programs put at the start of the next line. */
const LINE_BREAK = /[ \t]*[\r\n]+[ \t>]*/g;
const AMPERSAND = /&(?:amp|#38|#x26);/gi;

/**
 * What a person brings back: the whole address, its query, or the code alone; also quoted, folded or HTML-escaped on its way.
 * Throws `CONSENT_UNREADABLE` where there is no answer in it, and `CONSENT_STATE` for the answer of another address than the redirect URI.
 */
export function readPasted(pasted: string, redirectUri: string): ConsentAnswer {
  const text = clean(pasted);
  if (isPortcullisLink(text)) return readLink(text);
  const start = text.search(/[?#]/);
  if (start < 0) return readBare(text);
  const answer = readParts(text.slice(start));
  if (start > 0 && !isAddressOf(text, redirectUri)) throw new PortcullisError('CONSENT_STATE', { reason: 'the address is not the redirect URI' });
  return answer;
}

function clean(pasted: string): string {
  return pasted.replaceAll(INVISIBLE, '').replaceAll(LINE_BREAK, '').trim().replaceAll(QUOTES, '').replaceAll(AMPERSAND, '&').trim();
}

/** The redirect URI is a link, or the company's page sent the person on to one. */
function readLink(text: string): ConsentAnswer {
  try {
    return parseConsentLink(text).answer;
  } catch {
    throw new PortcullisError('CONSENT_UNREADABLE');
  }
}

function readBare(text: string): ConsentAnswer {
  if (/(^|&)(code|error|state)=/.test(text)) return readOrThrow(new URLSearchParams(text));
  const code = decoded(text);
  if (code === undefined || !BARE_CODE.test(code) || text.includes('//')) throw new PortcullisError('CONSENT_UNREADABLE');
  return { code: new Secret(code) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The query; where it holds no answer, the fragment. */
function readParts(text: string): ConsentAnswer {
  const [query = '', fragment = ''] = text.split('#');
  const parameters = new URLSearchParams(query);
  const hasAnswer = parameters.has('code') || parameters.has('error');
  return readOrThrow(hasAnswer ? parameters : new URLSearchParams(fragment.replace(/^[/?!]+/, '')));
}

function readOrThrow(parameters: URLSearchParams): ConsentAnswer {
  const answer = readAnswer(parameters);
  if (!answer) throw new PortcullisError('CONSENT_UNREADABLE');
  return answer;
}

/** Address bars leave the scheme out. */
function isAddressOf(text: string, redirectUri: string): boolean {
  const [scheme = ''] = redirectUri.split(':');
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`);
  return url !== null && leadsTo(url, redirectUri);
}
