import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import type { ReactNode, Ref } from 'react';
import styles from './headline.module.css';

const ICONS = { ok: IconShieldCheck, bad: IconAlertTriangle, plain: IconEye } as const;

type Props = { tone: keyof typeof ICONS; says: string; children?: ReactNode; ref?: Ref<HTMLDivElement> };

/** How something went, in one sentence; `children` is what follows it in a quieter voice. Can take the focus. */
export function Headline({ tone, says, children, ref }: Props) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.headline} data-tone={tone} ref={ref} tabIndex={-1} role="status">
      <Icon size={20} aria-hidden />
      <div>
        {says} <span>{children}</span>
      </div>
    </div>
  );
}
