import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Page } from '../../components/page.tsx';
import { Compose } from './compose.tsx';
import { Open } from './open.tsx';
import { openTitle } from './titles.ts';

const LEAD = 'Nothing pasted here is kept: it is gone when you leave this tab or the vault locks.';
const HALVES = ['Open', 'Compose'];

/** A bench for any message: take one apart, or put one together. */
export function Workbench({ connection }: { connection: ConnectionSummary }) {
  const [half, setHalf] = useState('Open');
  const [token, setToken] = useState('');
  const [title, setTitle] = useState(openTitle(undefined, undefined));
  const show = (next: string, made: string) => {
    setToken(made);
    setHalf(next);
  };
  return (
    <Page title={title} lead={LEAD} shape="cards" actions={<SegmentedControl aria-label="Open or compose" data={HALVES} value={half} onChange={(next) => show(next, '')} />}>
      {half === 'Open' ? <Open connection={connection} first={token} onTitle={setTitle} /> : <Compose connection={connection} onTitle={setTitle} onOpen={(made) => show('Open', made)} />}
    </Page>
  );
}
