// A TLS server that takes only callers with a client certificate, in a process of its own. Arguments: the folder with its files. Says its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const file = (name: string) => readFileSync(join(process.argv[2]!, name), 'utf8');
const tls = { cert: file('server.pem'), key: file('server.key'), ca: file('ca.pem'), requestCert: true, rejectUnauthorized: true, keepAliveTimeout: 600_000 };
const body = JSON.stringify({ message: 'an answer of the bench' });
const server = createServer(tls, (req, res) => {
  req.resume().on('end', () => res.writeHead(200, { 'content-type': 'application/json', 'x-trace-id': 'trace-of-the-bench' }).end(body));
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
