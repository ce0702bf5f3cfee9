import { Button } from '@mantine/core';
import type { ErrorCode } from '../../../shared/errors.ts';
import { useAsk, type ApiError } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import styles from './lock.module.css';

/** Refusals after which one has to look at the files themselves. */
const ABOUT_FILES: ReadonlySet<ErrorCode> = new Set(['VAULT_DAMAGED', 'VAULT_NEWER', 'VAULT_ROLLED_BACK', 'STORAGE_FAILED', 'STORAGE_READ_ONLY']);

type Props = { error: ApiError; onOpenOlder(): void };

/** Why the vault did not open, and where its files are when that is the matter. An older file can be opened all the same. */
export function RefusedOpening({ error, onOpenOlder }: Props) {
  const { data: app } = useAsk('app.info', {});
  return (
    <>
      <ErrorBox error={error}>
        {error.code === 'VAULT_ROLLED_BACK' && (
          <Button size="compact-sm" variant="default" onClick={onOpenOlder}>
            Open it as it is
          </Button>
        )}
      </ErrorBox>
      {app && ABOUT_FILES.has(error.code) && error.details.file === undefined && (
        <p className={styles.folder}>
          The files are in <span className="mono">{app.profileDir}</span>
        </p>
      )}
    </>
  );
}
