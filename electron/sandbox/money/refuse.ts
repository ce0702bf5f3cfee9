import { fieldErrors, type Answer } from '../answers.ts';
import { Refused, type Call } from '../call.ts';

/** Ends a call with Wise's `{errors: [{code, message, path, arguments}]}`. `path` names the field that it is about. */
export function refuse(call: Call, status: number, code: string, message: string, path = ''): never {
  call.checks.note(path || code, false, message);
  throw new Refused(message, fieldErrors(status, [{ code, message, path, arguments: [] }]));
}

/** Ends a call with the 404 of transfers, which has no body in Wise's description. */
export function refuseUnknown(call: Call, message: string): never {
  call.checks.note('found', false, message);
  const answer: Answer = { status: 404, type: '', headers: {}, body: '' };
  throw new Refused(message, answer);
}
