import { CloseButton } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { vars } from '../lib/vars.ts';
import styles from './panel.module.css';

type Props = {
  title: ReactNode;
  label: string;
  onClose(): void;
  foot?: ReactNode;
  /** Colour of its left edge, where it is about one environment. */
  edge?: string;
  children: ReactNode;
};

/** The 400 px at the right. Takes the focus when it opens, closes on Escape and gives the focus back. */
export function Panel({ title, label, onClose, foot, edge, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      // Opened from another screen: there is nothing to give it back to but the table.
      else if (document.activeElement === document.body) document.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
    };
  }, []);
  const close = (event: KeyboardEvent) => {
    // An open menu in the panel closes first.
    if (event.key !== 'Escape' || (event.target as Element).closest('[role="menu"], [aria-expanded="true"]')) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside className={styles.panel} data-edge={edge === undefined ? undefined : true} {...(edge !== undefined && { style: vars({ '--edge': edge }) })} ref={panel} tabIndex={-1} data-panel aria-label={label} onKeyDown={close}>
      <div className={styles.head}>
        <h2 className="cut">{title}</h2>
        <CloseButton aria-label="Close" title="Close (Escape)" onClick={onClose} />
      </div>
      {/* Scrolls when it is long, so it can take the focus for the arrow keys. */}
      <div className={styles.body} tabIndex={0} role="group" aria-label={`${label}, details`}>
        {children}
      </div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </aside>
  );
}
