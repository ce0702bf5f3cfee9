import { Button, CloseButton, Menu, SegmentedControl } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useEffect, useRef, type KeyboardEvent, type Ref } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import { SNIPPET_LANGUAGES } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import styles from './snippet-card.module.css';

export type SnippetInput = Input<'playground.snippet'>;
type Language = SnippetInput['language'];

const NAMES: Record<Language, string> = { curl: 'cURL', node: 'Node', python: 'Python', java: 'Java' };

/** The call as a program, in one of four languages. */
export function CopyAsMenu({ ref, onPick }: { ref: Ref<HTMLButtonElement>; onPick(language: Language): void }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button ref={ref} variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Copy as
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SNIPPET_LANGUAGES.map((language) => (
          <Menu.Item key={language} onClick={() => onPick(language)}>
            {NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Code({ input }: { input: SnippetInput }) {
  const { data, error } = useAsk('playground.snippet', input);
  if (error) return <ErrorBox error={error} />;
  if (!data) return <Loading lines={6} />;
  return (
    <>
      <div className={styles.needs}>
        <h3>It holds no secret. It needs:</h3>
        <ul>
          {data.needs.map((need) => (
            <li key={need}>{need}</li>
          ))}
        </ul>
      </div>
      <div className={styles.code}>
        <CopyButton text={data.text} label="Copy" size="compact-sm" className={styles.copy ?? ''} aria-label={`Copy the ${NAMES[input.language]} program`} />
        {/* Scrolls when it is long, so it can take the focus for the arrow keys. */}
        <pre tabIndex={0} role="group" aria-label={`${NAMES[input.language]} program`}>
          {data.text}
        </pre>
      </div>
    </>
  );
}

type Props = { input: SnippetInput; onLanguage(language: Language): void; onClose(): void };

/** The program with what it needs. It holds placeholders where a secret belongs. Closes on Escape. */
export function SnippetCard({ input, onLanguage, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the menu it was picked from has closed and given its focus back.
    const timer = setTimeout(() => box.current?.focus(), 120);
    return () => clearTimeout(timer);
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  const pick = (value: string) => {
    const language = SNIPPET_LANGUAGES.find((one) => one === value);
    if (language) onLanguage(language);
  };
  const aside = (
    <>
      <SegmentedControl size="xs" aria-label="Language" value={input.language} onChange={pick} data={SNIPPET_LANGUAGES.map((value) => ({ value, label: NAMES[value] }))} />
      <CloseButton aria-label="Close" title="Close (Escape)" onClick={onClose} />
    </>
  );
  return (
    <div ref={box} tabIndex={-1} className={styles.box} onKeyDown={press}>
      <Card title="The same call as a program" aside={aside}>
        <div className={styles.inside}>
          <Code key={input.language} input={input} />
        </div>
      </Card>
    </div>
  );
}
