import { notifications } from '@mantine/notifications';
import { ApiError } from '../api.ts';

const closeButtonProps = { 'aria-label': 'Close' };

/** A short word in the corner that something was done. */
export function tell(message: string): void {
  notifications.show({ message, withBorder: true, closeButtonProps });
}

/** The same for something that failed away from any place of its own, such as from the palette. */
export function tellFailure(error: unknown): void {
  const [title, message] = error instanceof ApiError ? [error.message, error.next] : ['Something in Portcullis went wrong.', 'Try again.'];
  notifications.show({ title, message, color: 'red', withBorder: true, closeButtonProps, autoClose: 10_000 });
}
