import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Dialogs } from './port.ts';

/** Something that was pasted, dropped, or is to be picked in a dialog. */
export type Source = Parsed<'certificates.install'>['from'];
/** What it came to. `fileName`: without a folder. `where`: the absolute path of a picked file, for main alone. */
export type Given = { bytes: Buffer; fileName: string | undefined; where?: string };
type What = {
  title: string;
  /** Without dots. */
  extensions: string[];
};
export type GivenOptions = What & {
  /** What a file that is too large is refused with, and what it cannot be, such as "key". */
  refusal: ErrorCode;
  thing: string;
};

const MAX_BYTES = 300_000;

/** The bytes of a source. Throws `CANCELLED`, and `refusal` for a picked file of more than 300,000 bytes. */
export async function givenBytes(dialogs: Pick<Dialogs, 'openFile'>, from: Source, { refusal, thing, ...what }: GivenOptions): Promise<Given> {
  if (from.kind === 'text') return { bytes: Buffer.from(from.text), fileName: undefined };
  if (from.kind === 'file') return { bytes: Buffer.from(from.base64, 'base64'), fileName: from.name };
  return pickBytes(dialogs, { ...what, mostBytes: MAX_BYTES, tooLarge: () => new PortcullisError(refusal, { reason: `The file is larger than 300 KB, which no ${thing} is.` }) });
}

/** A file that is picked in a dialog. Throws `CANCELLED`, and `tooLarge` for one of more than `mostBytes`. */
export async function pickBytes(dialogs: Pick<Dialogs, 'openFile'>, { mostBytes, tooLarge, ...what }: What & { mostBytes: number; tooLarge: () => PortcullisError }): Promise<Given> {
  const file = await dialogs.openFile(what);
  if (!file) throw new PortcullisError('CANCELLED');
  const bytes = Buffer.from(await file.read(mostBytes + 1));
  if (bytes.length > mostBytes) throw tooLarge();
  return { bytes, fileName: file.name, ...(file.where === undefined ? {} : { where: file.where }) };
}
