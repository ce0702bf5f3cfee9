import { CONTENT_ENCRYPTION, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import type { SnippetFacts } from './facts.ts';
import { jweHeader } from './node.ts';

/** `encrypt PEM TEXT`: a compact JWE to the public key. The program holds no single quote, for it stands in them. */
export function encryptFunction(facts: SnippetFacts): string[] {
  const direct = facts.protection.answer === 'content-key';
  return [
    '',
    'encrypt() {',
    "  printf %s \"$2\" | WISE_KEY=\"$1\" node --input-type=module -e '",
    '    import { createPublicKey } from "node:crypto";',
    '    import { buffer } from "node:stream/consumers";',
    '    import { CompactEncrypt } from "jose";',
    '    const token = new CompactEncrypt(await buffer(process.stdin))',
    `      .setProtectedHeader(${jweHeader(facts)})${direct ? '' : ';'}`,
    ...(direct ? ['      .setContentEncryptionKey(Buffer.from(process.env.CONTENT_KEY, "base64"));'] : []),
    '    process.stdout.write(await token.encrypt(createPublicKey(process.env.WISE_KEY)));',
    "  '",
    '}',
  ];
}

/** `decrypt JWE`: the plaintext. */
export function decryptFunction({ protection }: SnippetFacts): string[] {
  const direct = protection.answer === 'content-key';
  return [
    '',
    'decrypt() {',
    "  printf %s \"$1\" | node --input-type=module -e '",
    ...(direct ? [] : ['    import { createPrivateKey } from "node:crypto";', '    import { readFileSync } from "node:fs";']),
    '    import { text } from "node:stream/consumers";',
    '    import { compactDecrypt } from "jose";',
    direct
      ? '    const key = Buffer.from(process.env.CONTENT_KEY, "base64");'
      : '    const key = createPrivateKey({ key: readFileSync(process.env.ENCRYPTION_KEY_PEM), passphrase: process.env.KEY_PASSPHRASE });',
    `    const options = { keyManagementAlgorithms: ["${direct ? DIRECT_ENCRYPTION : KEY_ENCRYPTION}"], contentEncryptionAlgorithms: ["${CONTENT_ENCRYPTION}"] };`,
    '    process.stdout.write((await compactDecrypt(await text(process.stdin), key, options)).plaintext);',
    "  '",
    '}',
  ];
}
