import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERROR_TEXTS, toPortcullisError } from '../../shared/errors.ts';
import { USAGE, UsageError, readOptions, type CliOptions } from './options.ts';
import { startSandbox, type SandboxInfo } from './sandbox.ts';

/** `npm run sandbox`: exit code 0 after a signal, 1 when it cannot start, 2 for a wrong command line. */
await main().catch((thrown: unknown) => {
  if (thrown instanceof UsageError) return fail(2, `${thrown.message}\n\n${USAGE}`);
  const { code, details } = toPortcullisError(thrown);
  return fail(1, `${code}: ${ERROR_TEXTS[code].join(' ')}${details.host ? ` (${details.host})` : ''}${details.reason ? ` (${details.reason})` : ''}\n`);
});

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(USAGE);
  const sandbox = await startSandbox(options);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));
  process.stdout.write(describe(options, { ...sandbox.info, caFile: writeCaFile(sandbox.caPem) }));
}

/** Writes the authorities' certificates, the root first, where clients find it, in a folder that goes with the process. */
function writeCaFile(caPem: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-sandbox-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, caPem);
  return file;
}

function describe({ json }: CliOptions, info: SandboxInfo & { caFile: string }): string {
  if (json) return `${JSON.stringify(info)}\n`;
  const { apiUrl, mtlsUrl, pagesUrl, redirectUris, caFile, clientId, clientSecret, userToken, userId } = info;
  const consent = `${pagesUrl}/oauth/authorize/?${String(new URLSearchParams({ client_id: clientId, redirect_uri: redirectUris[0]!, state: 'any' }))}`;
  return `The built-in sandbox is up: Wise's security surface on this machine.

  API             ${apiUrl}
  API over mTLS   ${mtlsUrl} (refuses callers without a client certificate)
  For browsers    ${pagesUrl}/ (plain HTTP, this machine only)
  Developer Hub   ${pagesUrl}/__sandbox/developer-hub (issues client certificates)
  API tokens      ${pagesUrl}/__sandbox/api-tokens (personal tokens)
  Phone           ${pagesUrl}/phone (the codes that were sent to it)
  Consent page    ${pagesUrl}/oauth/authorize/
  Sends back to   ${redirectUris.join('\n                  ')}
  CA chain        ${caFile}
  Client id       ${clientId}
  Client secret   ${clientSecret}
  User token      ${userToken} (of user ${userId}, does not end)
  What came in    ${apiUrl}/__sandbox/log
  All endpoints   ${apiUrl}/

Try it:

  curl --cacert ${caFile} -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${apiUrl}/oauth/token

The same over mTLS: make a key and a request, have the certificate issued, call.

  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/O=My company/CN=any" -keyout client.key -out client.csr
  curl --cacert ${caFile} -H "Accept: application/x-pem-file" --data-urlencode name=first --data-urlencode csr@client.csr -o client.pem ${apiUrl}/__sandbox/certificates
  curl --cacert ${caFile} --cert client.pem --key client.key -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${mtlsUrl}/oauth/token

A user token: open this in a browser and allow; the code is in the address it leads to, for grant_type=authorization_code.

  ${consent}

Ctrl+C ends it. Nothing is kept.
`;
}

function fail(exitCode: number, words: string): void {
  process.stderr.write(words);
  process.exitCode = exitCode;
}
