import type { ErrorCode } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/ipc/result.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { Run, Step } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';
import { at, id, step } from './runs.ts';

/** A part of a compact message as text. */
function fromBase64url(part: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)));
}

function failed(stepId: Step['id'], title: string, code: ErrorCode, details: ErrorDetails = {}): Step {
  const error = wireError(code, details);
  return step(stepId, title, error.message, { state: 'failed', error });
}

function decodeStep(parts: readonly string[]): Step {
  const isSigned = parts.length === 3;
  const header = fromBase64url(parts[0]!);
  return step('decode', isSigned ? 'A signed message (JWS)' : 'An encrypted message (JWE)', isSigned ? 'Three parts: header, payload, signature. Nothing in it is believed yet.' : 'Five parts. Only the header can be read without the key.', {
    ms: 1,
    blocks: [{ label: 'Header', kind: 'json', text: header }, ...(isSigned ? [{ label: 'Payload', kind: 'json' as const, text: fromBase64url(parts[1]!) }] : [])],
  });
}

function provedStep(isSigned: boolean): Step {
  return isSigned
    ? step('verify', 'The signature verifies', 'The key you chose made this signature.', { ms: 2 })
    : step('decrypt', 'Decrypted', 'Opened with the key you chose.', { ms: 3, blocks: [{ label: 'Payload', kind: 'json', text: '{"message":"Hello from Portcullis"}' }] });
}

const made = (steps: Step[], ok: boolean, says: string): Run => ({ id: id(), at: at(), ok, says, steps });

/** Decodes for real; what verifies or decrypts is taken on trust, for the stand-in has no keys. */
export function openedRun({ token, with: using }: Input<'workbench.open'>, wiseFails: boolean): Run {
  const parts = token.trim().split('.');
  const refuse = (code: ErrorCode, details: ErrorDetails = {}) => {
    const last = failed('decode', 'The message', code, details);
    return made([last], false, last.says);
  };
  if (parts.length !== 3 && parts.length !== 5) return refuse('JOSE_NOT_COMPACT', { reason: `${parts.length} parts` });
  let decoded: Step;
  try {
    decoded = decodeStep(parts);
  } catch {
    return refuse('JOSE_HEADER_INVALID', { reason: 'HEADER' });
  }
  if (/"alg":\s*"none"/.test(decoded.blocks[0]!.text)) return refuse('JOSE_ALG_NONE');
  const isSigned = parts.length === 3;
  if (using.kind === 'nothing') return made([decoded], true, isSigned ? 'Decoded, not verified.' : 'Decoded; the payload is still encrypted.');
  if (wiseFails) {
    const last = isSigned ? failed('verify', 'The signature', 'JOSE_SIGNATURE_INVALID') : failed('decrypt', 'The decryption', 'JOSE_DECRYPT_FAILED');
    return made([decoded, last], false, last.says);
  }
  return made([decoded, provedStep(isSigned)], true, isSigned ? 'The signature verifies with this key.' : 'Decrypted with this key.');
}
