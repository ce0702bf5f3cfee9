import { CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import { caComment, lines, PASSPHRASE_NEED, summaryOf, variablesNeeded, wiseKeyQuery, type Snippet, type SnippetFacts } from './facts.ts';

/** A program for Node, with `jose` and nothing else. */
export function nodeSnippet(facts: SnippetFacts): Snippet {
  const { protection, signing, encryption, apiUrl, path, payload, http } = facts;
  const sends = http === 'POST';
  const text = lines(
    `// ${summaryOf(facts)}`,
    '// Save it as playground.mjs. It needs Node 20 or newer, and: npm install jose',
    importsOf(facts),
    '',
    `const api = ${JSON.stringify(apiUrl)};`,
    `const path = ${JSON.stringify(path)};`,
    'const authorization = `Bearer ${process.env.WISE_ACCESS_TOKEN}`;',
    (signing ?? encryption) && ['const privateKey = (file) => createPrivateKey({ key: readFileSync(file), passphrase: process.env.KEY_PASSPHRASE });'],
    (protection.signs || protection.encrypts) && wiseKey(facts),
    '',
    sends && [`let message = ${JSON.stringify(payload)};`],
    signing && [
      'message = await new CompactSign(Buffer.from(message))',
      `  .setProtectedHeader(${signing.header})`,
      '  .sign(privateKey(process.env.SIGNING_KEY_PEM));',
    ],
    protection.encrypts && encrypting(facts),
    '',
    'const response = await fetch(api + path, {',
    `  method: ${JSON.stringify(http)},`,
    '  headers: {',
    '    Authorization: authorization,',
    facts.headers.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    '  },',
    sends && ['  body: message,'],
    '});',
    'let answer = await response.text();',
    'if (!response.ok) throw new Error(`${response.status} ${answer}`);',
    protection.answer !== 'clear' && decrypting(facts),
    signing && [`answer = Buffer.from((await compactVerify(answer, await wiseKey('${wiseKeyQuery(signing.alg)}'), { algorithms: ['${signing.alg}'] })).payload).toString();`],
    'console.log(answer);',
    caComment(facts, '//'),
  );
  return { text, needs: ['Node 20 or newer, with jose: npm install jose', ...variablesNeeded(facts, 'NODE_EXTRA_CA_CERTS'), ...(signing ?? encryption ? [PASSPHRASE_NEED] : [])] };
}

function importsOf({ protection: { signs, encrypts, answer }, signing, encryption }: SnippetFacts): string[] {
  const ownKey = signing !== undefined || encryption !== undefined;
  const fromCrypto = [ownKey && 'createPrivateKey', (signs || encrypts) && 'createPublicKey', answer === 'content-key' && 'randomBytes'].filter(Boolean);
  const fromJose = [encrypts && 'CompactEncrypt', signs && 'CompactSign', answer !== 'clear' && 'compactDecrypt', signs && 'compactVerify'].filter(Boolean);
  return [
    `import { ${fromCrypto.join(', ')} } from 'node:crypto';`,
    ...(ownKey ? ["import { readFileSync } from 'node:fs';"] : []),
    `import { ${fromJose.join(', ')} } from 'jose';`,
  ];
}

function wiseKey({ wiseKeyPath }: SnippetFacts): string[] {
  return [
    '',
    '// Wise’s own key. Keep it, and ask again only when something fails with it.',
    'async function wiseKey(query) {',
    `  const response = await fetch(\`\${api}${wiseKeyPath}?\${query}\`, { headers: { Authorization: authorization } });`,
    '  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);',
    '  const { keyMaterial } = await response.json();',
    "  return createPublicKey({ key: Buffer.from(keyMaterial.keyMaterial, 'base64'), format: 'der', type: 'spki' });",
    '}',
  ];
}

/** The protected header of a request's JWE. */
export function jweHeader({ encryption, protection }: SnippetFacts): string {
  return JSON.stringify({ alg: KEY_ENCRYPTION, enc: CONTENT_ENCRYPTION, ...(protection.signs ? { cty: 'JWT' } : {}), ...(encryption ? { kid: encryption.keyId } : {}) });
}

function encrypting(facts: SnippetFacts): string[] {
  const direct = facts.protection.answer === 'content-key';
  return [
    ...(direct ? ['// The answer comes under the content key of the request, so it is made here and kept.', `const contentKey = randomBytes(${CONTENT_KEY_BYTES});`] : []),
    'message = await new CompactEncrypt(Buffer.from(message))',
    `  .setProtectedHeader(${jweHeader(facts)})`,
    ...(direct ? ['  .setContentEncryptionKey(contentKey)'] : []),
    `  .encrypt(await wiseKey('${wiseKeyQuery(KEY_ENCRYPTION)}'));`,
  ];
}

function decrypting({ protection }: SnippetFacts): string[] {
  const [key, alg] = protection.answer === 'content-key' ? ['contentKey', DIRECT_ENCRYPTION] : ['privateKey(process.env.ENCRYPTION_KEY_PEM)', KEY_ENCRYPTION];
  return [
    `const opened = await compactDecrypt(answer, ${key}, { keyManagementAlgorithms: ['${alg}'], contentEncryptionAlgorithms: ['${CONTENT_ENCRYPTION}'] });`,
    'answer = Buffer.from(opened.plaintext).toString();',
  ];
}
