import type { Services } from '../services.ts';
import { findUser, userName } from './entry.ts';

/** Drops a user with the registration code; its token stays, and at Wise everything. Throws `USER_NOT_FOUND`. */
export async function forgetUser({ vault, audit }: Pick<Services, 'vault' | 'audit'>, id: string): Promise<void> {
  const user = findUser(vault.read(), id);
  await vault.update((body) => {
    findUser(body, id);
    return { ...body, users: body.users.filter((one) => one.id !== id) };
  });
  await audit({ kind: 'user.forgotten', outcome: 'ok', subject: userName(user), says: 'with the registration code; Wise was not told' });
}
