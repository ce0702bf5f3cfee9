import { algorithm, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import { decryptFunction, encryptFunction } from './curl-encryption.ts';
import { signFunction, verifyFunction } from './curl-signature.ts';
import { caComment, lines, PASSPHRASE_NEED, summaryOf, variablesNeeded, wiseKeyQuery, type Snippet, type SnippetFacts } from './facts.ts';

/** A script for bash with curl and openssl; where openssl cannot, Node with `jose` does it. */
export function curlSnippet(facts: SnippetFacts): Snippet {
  const { protection, signing, apiUrl, path, payload, http } = facts;
  const sends = http === 'POST';
  const usesNode = protection.answer !== 'clear';
  const text = lines(
    '#!/usr/bin/env bash',
    `# ${summaryOf(facts)}`,
    '# It needs bash, curl 7.76 or newer, and openssl.',
    usesNode && ['# openssl cannot do AES-GCM on the command line, so Node with jose encrypts and decrypts: npm install jose'],
    'set -euo pipefail',
    '',
    `api=${quoted(apiUrl)}`,
    `path=${quoted(path)}`,
    '',
    '# By way of a file, so that the token stands in no list of processes.',
    'wise() { curl -sS --fail-with-body --config <(printf \'header = "Authorization: Bearer %s"\\n\' "$WISE_ACCESS_TOKEN") "$@"; }',
    (protection.signs || protection.encrypts) && wiseKey(facts),
    signing && signFunction(algorithm(signing.alg)),
    signing && verifyFunction(algorithm(signing.alg)),
    protection.encrypts && encryptFunction(facts),
    usesNode && decryptFunction(facts),
    '',
    sends && [`message=${quoted(payload)}`],
    signing && [`message=$(sign ${quoted(signing.header)} "$message")`],
    protection.answer === 'content-key' && ['# The answer comes under the content key of the request, so it is made here and kept.', 'CONTENT_KEY=$(openssl rand -base64 32)', 'export CONTENT_KEY'],
    protection.encrypts && [`wise_encryption_key=$(wise_key ${quoted(wiseKeyQuery(KEY_ENCRYPTION))})`, 'message=$(encrypt "$wise_encryption_key" "$message")'],
    `answer=$(${sends ? 'printf %s "$message" | ' : ''}wise -X ${http} "$api$path" \\`,
    facts.headers.map(([name, value], index) => `  -H ${quoted(`${name}: ${value}`)}${!sends && index === facts.headers.length - 1 ? ')' : ' \\'}`),
    sends && ['  --data-binary @-)'],
    usesNode && ['answer=$(decrypt "$answer")'],
    signing && [`wise_signing_key=$(wise_key ${quoted(wiseKeyQuery(signing.alg))})`, 'verify "$wise_signing_key" "$answer"'],
    !signing && ['printf \'%s\\n\' "$answer"'],
    caComment(facts, '#'),
  );
  const tools = usesNode ? ['bash, curl 7.76 or newer, openssl', 'Node 20 or newer with jose, which does what openssl cannot: npm install jose'] : ['bash, curl 7.76 or newer, openssl'];
  const caVariable = 'CURL_CA_BUNDLE';
  return { text, needs: [...tools, ...variablesNeeded(facts, caVariable), ...(facts.encryption ? [PASSPHRASE_NEED] : [])] };
}

/** In single quotes for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function wiseKey({ wiseKeyPath }: SnippetFacts): string[] {
  return [
    '',
    '# Wise’s own key as PEM. Keep it, and ask again only when something fails with it.',
    'wise_key() {',
    '  local material',
    `  material=$(wise "$api${wiseKeyPath}?$1" | sed -n 's/.*"keyMaterial" *: *"\\([^"]*\\)".*/\\1/p' | fold -w 64)`,
    "  printf -- '-----BEGIN PUBLIC KEY-----\\n%s\\n-----END PUBLIC KEY-----\\n' \"$material\"",
    '}',
  ];
}
