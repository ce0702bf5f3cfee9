/** A passphrase as bytes: BMPString with its end for PKCS#12 (RFC 7292, B.1), UTF-8 for PBES2 (RFC 8018, 3). */
export type PassphraseForm = { bmp: Buffer; utf8: Buffer };

/**
 * The ways in which programs have written down the same passphrase, the usual one first: only one for plain ASCII.
 * Others: composed and decomposed letters; OpenSSL before 1.1, which took each byte of UTF-8 for a letter; none at all where it is empty.
 */
export function passphraseForms(passphrase: string): PassphraseForm[] {
  const spellings = [...new Set([passphrase, passphrase.normalize('NFC'), passphrase.normalize('NFD')])];
  const forms = spellings.map((text) => ({ bmp: bmpString(text), utf8: Buffer.from(text) }));
  if (passphrase === '') return [...forms, { bmp: Buffer.alloc(0), utf8: Buffer.alloc(0) }];
  const bytewise = Buffer.from(passphrase).toString('latin1');
  return bytewise === passphrase ? forms : [...forms, { bmp: bmpString(bytewise), utf8: Buffer.from(passphrase, 'latin1') }];
}

function bmpString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}
