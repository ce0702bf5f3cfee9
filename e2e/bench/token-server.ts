// A TLS server that gives a new pair of tokens for every POST and a short answer for every GET, in a process of its own. Arguments: the folder with its files. Says its port.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const file = (name: string) => readFileSync(join(process.argv[2]!, name), 'utf8');
const headers = { 'content-type': 'application/json', 'x-trace-id': 'trace-of-the-bench' };
const pair = () => ({ access_token: randomUUID(), token_type: 'bearer', expires_in: 43_199, refresh_token: randomUUID(), refresh_token_expires_in: 630_720_000, scope: 'transfers' });
const server = createServer({ cert: file('server.pem'), key: file('server.key'), keepAliveTimeout: 600_000 }, (req, res) => {
  req.resume().on('end', () => res.writeHead(200, headers).end(JSON.stringify(req.method === 'POST' ? pair() : { message: 'an answer of the bench' })));
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
