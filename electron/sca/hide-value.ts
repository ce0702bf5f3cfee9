import { PortcullisError } from '../../shared/errors.ts';

const MASK = '[secret]';

/** An error whose words quote a proof, without it: also a PIN of four digits, which the client's own scrubbing would take for an ordinary word. Compares bytes, so that no text is made of the proof. */
export function withoutValue(error: PortcullisError, value: Buffer): PortcullisError {
  const { wiseMessage, wiseCode } = error.details;
  const words = { ...(wiseMessage === undefined ? {} : { wiseMessage: hidden(wiseMessage, value) }), ...(wiseCode === undefined ? {} : { wiseCode: hidden(wiseCode, value) }) };
  return new PortcullisError(error.code, { ...error.details, ...words }, { cause: error.cause });
}

function hidden(text: string, value: Buffer): string {
  if (value.length === 0) return text;
  const bytes = Buffer.from(text);
  const pieces: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(value); at !== -1; at = bytes.indexOf(value, from)) {
    pieces.push(bytes.toString('utf8', from, at));
    from = at + value.length;
  }
  return [...pieces, bytes.toString('utf8', from)].join(MASK);
}
