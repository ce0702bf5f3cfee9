import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import styles from './passphrase-field.module.css';

/** A passphrase input with show/hide that says when Caps Lock is on. Nothing is stored or corrected by the browser. */
export function PassphraseField(props: PasswordInputProps) {
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div>
      <PasswordInput
        autoComplete="off"
        spellCheck={false}
        onKeyUp={look}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you type', tabIndex: 0 }}
        {...props}
      />
      <div role="status">{capsLock && <span className={styles.caps}>Caps Lock is on.</span>}</div>
    </div>
  );
}
