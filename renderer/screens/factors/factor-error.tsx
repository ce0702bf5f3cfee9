import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiError } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';

type Props = { error: ApiError | undefined; /** There is one already: offers to replace it. */ onReplace?: (() => void) | undefined; /** Said where Wise does not let this client. */ forbidden?: ReactNode };

/** Why it was not taken, where it was tried, with what to do. Closing the file dialog is no error. */
export function FactorError({ error, onReplace, forbidden }: Props) {
  if (!error || error.code === 'CANCELLED') return null;
  return (
    <>
      {error.code === 'WISE_FORBIDDEN' && forbidden && <Notice tone="warn">{forbidden}</Notice>}
      <ErrorBox error={error}>
        {error.code === 'SCA_ENROLLED_ALREADY' && onReplace && (
          <Button size="compact-xs" variant="default" onClick={onReplace}>
            Replace it
          </Button>
        )}
      </ErrorBox>
    </>
  );
}
