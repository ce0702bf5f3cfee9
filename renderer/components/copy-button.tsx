import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { call } from '../api.ts';

type Props = ButtonProps & {
  text: string;
  label: string;
  /** Cleared from the clipboard after 30 s, on lock and on quit. */
  sensitive?: boolean;
};

/** Copies through main, for the page has no clipboard of its own, and says that it has. */
export function CopyButton({ text, label, sensitive = false, ...rest }: Props) {
  const [said, setSaid] = useState<string>();
  const copy = async () => {
    try {
      await call('app.copy', { text, sensitive });
      setSaid(sensitive ? 'Copied, cleared in 30 s' : 'Copied');
    } catch (error) {
      setSaid(error instanceof Error ? error.message : 'Not copied');
    }
    setTimeout(() => setSaid(undefined), 3000);
  };
  return (
    <Button variant="default" {...rest} onClick={() => void copy()}>
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}
