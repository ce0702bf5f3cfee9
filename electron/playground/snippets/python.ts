import { CONTENT_ENCRYPTION, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import { caComment, lines, PASSPHRASE_NEED, summaryOf, variablesNeeded, wiseKeyQuery, type Snippet, type SnippetFacts } from './facts.ts';
import { jweHeader } from './node.ts';

/** A program for Python, with `jwcrypto` and nothing else. JSON text is a Python literal too. */
export function pythonSnippet(facts: SnippetFacts): Snippet {
  const { protection, signing, encryption, apiUrl, path, payload, http } = facts;
  const sends = http === 'POST';
  const jwcrypto = [protection.answer !== 'clear' && 'jwe', 'jwk', protection.signs && 'jws'].filter(Boolean).join(', ');
  const wiseKeys = protection.signs || protection.encrypts;
  const text = lines(
    `# ${summaryOf(facts)}`,
    '# It needs Python 3.8 or newer, and: pip install jwcrypto',
    wiseKeys && ['import base64'],
    wiseKeys && ['import json'],
    'import os',
    'import urllib.error',
    'import urllib.request',
    '',
    wiseKeys && ['from cryptography.hazmat.primitives.serialization import load_der_public_key'],
    `from jwcrypto import ${jwcrypto}`,
    '',
    `API = ${JSON.stringify(apiUrl)}`,
    `PATH = ${JSON.stringify(path)}`,
    '',
    call(),
    (signing ?? encryption) && privateKey(),
    wiseKeys && wiseKey(facts),
    '',
    '',
    sends && [`message = ${JSON.stringify(payload)}`],
    signing && [
      'signed = jws.JWS(message.encode())',
      `signed.add_signature(private_key("SIGNING_KEY_PEM"), None, ${JSON.stringify(signing.header)})`,
      'message = signed.serialize(compact=True)',
    ],
    protection.encrypts && [
      `encrypted = jwe.JWE(message.encode(), ${JSON.stringify(jweHeader(facts))})`,
      `encrypted.add_recipient(wise_key("${wiseKeyQuery(KEY_ENCRYPTION)}"))`,
      'message = encrypted.serialize(compact=True)',
    ],
    `answer = call(${JSON.stringify(http)}, PATH, {`,
    facts.headers.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    sends ? '}, message.encode())' : '})',
    protection.answer !== 'clear' && decrypting(facts),
    signing && [
      'verified = jws.JWS()',
      `verified.allowed_algs = ["${signing.alg}"]`,
      `verified.deserialize(answer, wise_key("${wiseKeyQuery(signing.alg)}"))`,
      'answer = verified.payload.decode()',
    ],
    'print(answer)',
    caComment(facts, '#'),
  );
  return { text, needs: ['Python 3.8 or newer, with jwcrypto: pip install jwcrypto', ...variablesNeeded(facts, 'SSL_CERT_FILE'), ...(signing ?? encryption ? [PASSPHRASE_NEED] : [])] };
}

function call(): string[] {
  return [
    '',
    'def call(method, path, headers, body=None):',
    '    headers = {"Authorization": "Bearer " + os.environ["WISE_ACCESS_TOKEN"], **headers}',
    '    try:',
    '        with urllib.request.urlopen(urllib.request.Request(API + path, body, headers, method=method)) as response:',
    '            return response.read().decode()',
    '    except urllib.error.HTTPError as refused:',
    '        raise SystemExit(f"{refused.code} {refused.read().decode()}")',
  ];
}

function privateKey(): string[] {
  return [
    '',
    '',
    'def private_key(variable):',
    '    passphrase = os.environ.get("KEY_PASSPHRASE")',
    '    with open(os.environ[variable], "rb") as file:',
    '        return jwk.JWK.from_pem(file.read(), passphrase.encode() if passphrase else None)',
  ];
}

function wiseKey({ wiseKeyPath }: SnippetFacts): string[] {
  return [
    '',
    '',
    'def wise_key(query):',
    '    """Wise’s own key. Keep it, and ask again only when something fails with it."""',
    `    material = json.loads(call("GET", "${wiseKeyPath}?" + query, {}))["keyMaterial"]["keyMaterial"]`,
    '    return jwk.JWK.from_pyca(load_der_public_key(base64.b64decode(material)))',
  ];
}

function decrypting({ protection }: SnippetFacts): string[] {
  const direct = protection.answer === 'content-key';
  return [
    `opened = jwe.JWE(algs=["${direct ? DIRECT_ENCRYPTION : KEY_ENCRYPTION}", "${CONTENT_ENCRYPTION}"])`,
    ...(direct
      ? [
        '# The answer comes under the content key of the request.',
        'content_key = base64.urlsafe_b64encode(encrypted.cek).decode().rstrip("=")',
        'opened.deserialize(answer, jwk.JWK(kty="oct", k=content_key))',
      ]
      : ['opened.deserialize(answer, private_key("ENCRYPTION_KEY_PEM"))']),
    'answer = opened.payload.decode()',
  ];
}
