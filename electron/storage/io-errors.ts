import { type ErrorCode, PortcullisError } from '../../shared/errors.ts';

const CODES: Record<string, ErrorCode> = {
  ENOSPC: 'STORAGE_FULL',
  EDQUOT: 'STORAGE_FULL',
  // A file size limit (ulimit -f): for the person it is the same as no space.
  EFBIG: 'STORAGE_FULL',
  EACCES: 'STORAGE_READ_ONLY',
  EPERM: 'STORAGE_READ_ONLY',
  EROFS: 'STORAGE_READ_ONLY',
};

/** The system's own code of a failed file operation, such as `ENOSPC`; undefined for what is no system error. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** A failed file operation as `STORAGE_FULL`, `STORAGE_READ_ONLY` or `STORAGE_FAILED`, naming the file. */
export function storageError(thrown: unknown, file: string): PortcullisError {
  if (thrown instanceof PortcullisError) return thrown;
  const reason = systemCode(thrown) ?? 'UNKNOWN';
  return new PortcullisError(CODES[reason] ?? 'STORAGE_FAILED', { reason, file }, { cause: thrown });
}
