import { Button } from '@mantine/core';
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { CertificateImportView } from '../../../shared/model/certificates.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import styles from './certificates.module.css';

type Props = { view: CertificateImportView; isPending: boolean; onPassphrase(passphrase: string): Promise<void>; onAgain(): void };

function Opening({ isPending, onPassphrase }: Pick<Props, 'isPending' | 'onPassphrase'>) {
  const [passphrase, setPassphrase] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '' || isPending) return;
    await onPassphrase(passphrase);
    setPassphrase('');
  };
  return (
    <form className={styles.opening} onSubmit={(event) => void submit(event)}>
      <PassphraseField label="Its passphrase" autoFocus value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
      <Button type="submit" loading={isPending} disabled={passphrase === ''}>
        Open
      </Button>
    </form>
  );
}

/** Said as soon as it is known: a new one takes the focus. */
function Headline({ says }: { says: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h3 ref={heading} tabIndex={-1}>
      {says}
    </h3>
  );
}

/** Two files may be alike in all that is known of them, so only their place tells them apart. */
function numbered(files: CertificateImportView['files']) {
  return files.map((file, number) => ({ number, file }));
}

/** What came in so far, each thing with what it is, and a sentence about the whole. */
export function Files({ view, isPending, onPassphrase, onAgain }: Props) {
  return (
    <section className={styles.found} aria-label="What was found">
      <div className={styles.foundHead}>
        <Headline key={view.says} says={view.says} />
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          Start over
        </Button>
      </div>
      <ul className={styles.files}>
        {numbered(view.files).map(({ number, file }) => (
          <li key={number}>
            <IconFile size={15} aria-hidden className={styles.icon} />
            <span>
              {file.what} {file.fileName && <span className="dim">{file.fileName}</span>}
            </span>
          </li>
        ))}
      </ul>
      {view.files.map((file) => file.error && <ErrorBox key={`${file.what} ${file.fileName ?? ''}`} error={file.error} />)}
      {view.files.some((file) => file.needsPassphrase) && <Opening isPending={isPending} onPassphrase={onPassphrase} />}
    </section>
  );
}
