import { METHOD_PATHS } from '../screens/playground/methods.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import type { JoseMethod } from '../../shared/model/views.ts';

type Snippet = Output<'playground.snippet'>;

const NEEDS = ['CLIENT_ID and CLIENT_SECRET: the credentials of this connection, from Developer Hub', 'SIGNING_KEY_FILE: your private key as PKCS#8 in PEM; export it under Keys'];
const pathOf = (method: JoseMethod) => METHOD_PATHS[method].split(' ')[1]!;

/** Enough of each language to see how it looks; main writes the ones that work. */
export const SNIPPETS: Record<'curl' | 'node' | 'python' | 'java', (method: JoseMethod) => Snippet> = {
  curl: (method) => ({
    text: `#!/bin/sh\n# ${METHOD_PATHS[method]}\nset -eu\n: "\${CLIENT_ID:?}" "\${CLIENT_SECRET:?}"\n\ntoken=$(curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials https://localhost:41123/oauth/token | jq -r .access_token)\n\ncurl -sS https://localhost:41123${pathOf(method)} \\\n  -H "Authorization: Bearer $token" \\\n  -H 'Content-Type: application/jose+json' \\\n  -H 'Accept: application/jose+json' \\\n  -H 'X-TW-JOSE-Method: ${method}' \\\n  --data-binary "$body"\n`,
    needs: [...NEEDS, 'openssl, jq and curl on the PATH'],
  }),
  node: (method) => ({ text: `import { readFile } from 'node:fs/promises';\nimport { CompactSign, importPKCS8 } from 'jose';\n\nconst { CLIENT_ID, CLIENT_SECRET, SIGNING_KEY_FILE } = process.env;\nconst path = '${pathOf(method)}';\nconst key = await importPKCS8(await readFile(SIGNING_KEY_FILE, 'utf8'), 'ES512');\n`, needs: [...NEEDS, 'npm install jose'] }),
  python: (method) => ({ text: `import os, requests\nfrom jwcrypto import jwk, jws\n\npath = '${pathOf(method)}'\n`, needs: [...NEEDS, 'pip install requests jwcrypto'] }),
  java: (method) => ({ text: `import com.nimbusds.jose.*;\n\nclass Playground {\n  static final String PATH = "${pathOf(method)}";\n}\n`, needs: [...NEEDS, 'com.nimbusds:nimbus-jose-jwt'] }),
};
