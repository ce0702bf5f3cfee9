import { Radio } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconCode from '@tabler/icons-react/dist/esm/icons/IconCode.mjs';
import IconCreditCard from '@tabler/icons-react/dist/esm/icons/IconCreditCard.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import IconStack2 from '@tabler/icons-react/dist/esm/icons/IconStack2.mjs';
import { useState, type ReactNode } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useFocusAfterMenu } from '../../components/use-focus-after-menu.ts';
import { BatchForm } from './batch-form.tsx';
import { CallForm } from './call-form.tsx';
import type { FormProps } from './form.tsx';
import { SourceForm } from './source-form.tsx';
import { StatementForm } from './statement-form.tsx';
import { ThreeDsForm } from './three-ds-form.tsx';
import styles from './prepare.module.css';

export type Kind = 'statement' | 'batch' | 'three-ds' | 'call' | 'source';
type Choice = { kind: Kind; name: string; what: string; icon: Icon; form(props: FormProps): ReactNode };

const CHOICES: readonly Choice[] = [
  { kind: 'statement', name: 'Statement', what: 'of a balance', icon: IconFileText, form: StatementForm },
  { kind: 'batch', name: 'Batch', what: 'by its id', icon: IconStack2, form: BatchForm },
  { kind: 'three-ds', name: '3DS result', what: 'card payment', icon: IconCreditCard, form: ThreeDsForm },
  { kind: 'call', name: 'Any call', what: 'path and body', icon: IconCode, form: CallForm },
  { kind: 'source', name: 'Link or file', what: 'you were sent', icon: IconLink, form: SourceForm },
];

type Props = { connection: ConnectionSummary; startsWith: Kind };

/** Puts something into the inbox that Wise's lists do not show. Nothing that is protected is sent by it. */
export function Prepare({ connection, startsWith }: Props) {
  const [kind, setKind] = useState<string>(startsWith);
  const picked = CHOICES.find((one) => one.kind === kind) ?? CHOICES[0]!;
  const Form = picked.form;
  const panel = useFocusAfterMenu('textarea, [role="radio"][aria-checked="true"]');
  return (
    <div className={styles.prepare} ref={panel}>
      <h2 className={styles.title}>{kind === 'source' ? 'Open a link or a file' : 'Prepare by hand'}</h2>
      <p className={styles.safe}>
        <IconShieldCheck size={18} aria-hidden />
        <span>
          <strong>Nothing is sent</strong> until {connection.fourEyes ? 'another person' : 'somebody'} approves it. It goes into the inbox, where you see everything that it would do.
        </span>
      </p>
      <Radio.Group aria-label="What to prepare" value={kind} onChange={setKind}>
        <div className={styles.choices}>
          {CHOICES.map(({ kind: value, name, what, icon: Icon }) => (
            <Radio.Card key={value} value={value} className={styles.choice ?? ''}>
              <span className={styles.name}>
                <Icon size={17} stroke={1.75} aria-hidden /> {name}
              </span>
              <span className={styles.what}>{what}</span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Form key={picked.kind} connection={connection} />
    </div>
  );
}
