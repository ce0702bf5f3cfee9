import { Fragment } from 'react';

const FINGERPRINT = /^[\dA-F]{2}(:[\dA-F]{2})+$/u;
const SERIAL = /^[\dA-F]{17,}$/u;

/** Where a long value may go on in the next line: after a colon of a fingerprint, after every eight characters of a serial. Copied, it is whole. */
export function breakable(text: string): string[] {
  if (FINGERPRINT.test(text)) return text.split(/(?<=:)/u);
  return (SERIAL.test(text) && text.match(/.{1,8}/gu)) || [text];
}

/** A fingerprint or serial, never torn in the middle of a byte. */
export function Breakable({ text }: { text: string }) {
  const parts = breakable(text).map((part, number) => ({ number, part }));
  return parts.map(({ number, part }) => (
    <Fragment key={number}>
      {number > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
