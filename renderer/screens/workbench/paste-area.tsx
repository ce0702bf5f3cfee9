import { Textarea, type TextareaProps } from '@mantine/core';
import styles from './workbench.module.css';

type Props = Omit<TextareaProps, 'value' | 'onChange'> & { value: string; onChange(value: string): void };

/** Room for code: fixed width, no spelling, nothing remembered by the browser. */
export function PasteArea({ onChange, ...rest }: Props) {
  return <Textarea {...rest} classNames={{ input: styles.paste ?? '' }} spellCheck={false} autoComplete="off" autoCapitalize="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}
