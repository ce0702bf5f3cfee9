import type { FieldError } from './answers.ts';

/** Developer Hub does not do what it was asked; the message is the sentence for the person. */
export class HubRefusal extends Error {
  readonly status: 400 | 404 | 409 | 422;
  readonly field: FieldError;

  constructor(status: HubRefusal['status'], code: string, path: string, message: string, values: readonly string[] = []) {
    super(message);
    this.name = 'HubRefusal';
    this.status = status;
    this.field = { code, message, path, arguments: values };
  }
}
