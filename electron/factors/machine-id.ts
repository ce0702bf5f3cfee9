import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';

/** What the system calls this machine; undefined where it does not tell. */
export type MachineId = () => Promise<string | undefined>;

type Read = () => Promise<string>;
const TOOL_TIMEOUT_MS = 5_000;

/** Of each platform the places in which the id stands, and how it stands there. */
const PLACES: Partial<Record<NodeJS.Platform, { reads: readonly Read[]; form: RegExp }>> = {
  // man 5 machine-id: 32 hexadecimal digits, or "uninitialized".
  linux: { reads: ['/etc/machine-id', '/var/lib/dbus/machine-id'].map((path) => () => readFile(path, 'utf8')), form: /^([0-9a-f]{32})\s*$/ },
  win32: {
    reads: [() => output(win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe'), ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64'])],
    form: /MachineGuid\s+REG_SZ\s+([0-9a-fA-F-]{36})/,
  },
  darwin: { reads: [() => output('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'])], form: /"IOPlatformUUID"\s*=\s*"([0-9a-fA-F-]{36})"/ },
};

/** Of this machine. */
export async function readMachineId(): Promise<string | undefined> {
  const place = PLACES[process.platform];
  for (const read of place?.reads ?? []) {
    const text = await read().catch(() => '');
    const [, id] = place?.form.exec(text) ?? [];
    if (id) return id.toLowerCase();
  }
  return undefined;
}

/** Without a shell. */
function output(file: string, given: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, given, { timeout: TOOL_TIMEOUT_MS, windowsHide: true, maxBuffer: 1024 * 1024 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
