import { NativeSelect, TextInput } from '@mantine/core';
import type { KeySummary } from '../../../shared/model/views.ts';
import { KeySelect } from './key-select.tsx';
import { fittingKeys, offeredWith, WITH_NAMES, type Chosen } from './open-with.ts';
import { PasteArea } from './paste-area.tsx';
import type { TokenKind } from './peek.ts';

type Props = { kind: TokenKind | undefined; keys: readonly KeySummary[]; value: Chosen; onChange(value: Chosen): void };

/** What the message is opened with, and the field that this needs. */
export function WithField({ kind, keys, value, onChange }: Props) {
  const offered = offeredWith(kind);
  const pick = (picked: string) => {
    const next = offered.find((one) => one === picked);
    if (next) onChange({ ...value, kind: next });
  };
  return (
    <>
      <NativeSelect label="Open it with" value={value.kind} data={offered.map((one) => ({ value: one, label: WITH_NAMES[one] }))} onChange={(event) => pick(event.currentTarget.value)} />
      {value.kind === 'key' && <KeySelect label="Key" keys={fittingKeys(keys, kind)} value={value.keyId ?? ''} onChange={(id) => onChange({ ...value, keyId: id || undefined })} />}
      {value.kind === 'public-key' && <PasteArea label="Public key" description="PEM, JWK or base64 DER." rows={5} value={value.publicKey} maxLength={20_000} onChange={(publicKey) => onChange({ ...value, publicKey })} />}
      {value.kind === 'content-key' && <TextInput label="Content key" description="256 bits in base64url: the key of the request that was answered." value={value.contentKey} maxLength={100} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ ...value, contentKey: event.currentTarget.value })} />}
    </>
  );
}
