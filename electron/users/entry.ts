import { randomBytes, randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { UserEntry, VaultBody } from '../vault/body.ts';

/** Bytes that make 40 characters of base64url: 240 random bits. Wise wants at least 32 characters. */
const CODE_BYTES = 30;

export function newUser({ connectionId, email, language }: Pick<UserEntry, 'connectionId' | 'email' | 'language'>, madeAt: string): UserEntry {
  return {
    id: randomUUID(), connectionId, email, registrationCode: randomBytes(CODE_BYTES).toString('base64url'), madeAt, exists: false,
    ...(language === undefined ? {} : { language }),
  };
}

/** Throws `USER_NOT_FOUND`. */
export function findUser({ users }: Pick<VaultBody, 'users'>, id: string): UserEntry {
  const entry = users.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('USER_NOT_FOUND');
  return entry;
}

/** The body with one user changed. One that is gone stays gone. */
export function withUser(body: VaultBody, id: string, change: (entry: UserEntry) => UserEntry): VaultBody {
  return { ...body, users: body.users.map((one) => (one.id === id ? change(one) : one)) };
}

/** As the audit log calls it. */
export function userName({ email }: Pick<UserEntry, 'email'>): string {
  return `user ${email}`;
}

/** A sign-up is about to be sent. */
export function withTried(entry: UserEntry, at: string): UserEntry {
  return { ...entry, triedAt: at };
}

/** Wise answered the sign-up, or showed otherwise that it knows the user by this code. */
export function withSignedUp({ triedAt: _tried, ...entry }: UserEntry, userId: number | undefined): UserEntry {
  return { ...entry, exists: false, ...(userId === undefined ? {} : { userId }) };
}

/** Wise made no user of the sign-up: `exists` says whether because there is another of that address. */
export function withoutSignUp({ triedAt: _tried, ...entry }: UserEntry, exists: boolean): UserEntry {
  return { ...entry, exists };
}
