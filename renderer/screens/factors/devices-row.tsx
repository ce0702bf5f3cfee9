import { Button } from '@mantine/core';
import IconDeviceLaptop from '@tabler/icons-react/dist/esm/icons/IconDeviceLaptop.mjs';
import { useState } from 'react';
import type { Factors } from '../../../shared/model/approvals.ts';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { DeviceForm } from './device-form.tsx';
import { FactorError } from './factor-error.tsx';
import { FactorRow } from './factor-row.tsx';
import { RemoveFactor } from './remove-factor.tsx';
import { useFactor, useOpen, type At } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { at: At; factors: Factors };
type Device = Factors['fingerprints'][number];

/** The most that Wise takes. */
const MOST = 3;
const COUNTS = ['none known', 'one of three', 'two of three', 'three of three'] as const;

/** What stops working without it. */
function lossText({ isThisDevice, label }: Device): string {
  return isThisDevice ? 'Approvals cannot be cleared with this device any more, until it is enrolled again.' : `Whatever uses the fingerprint “${label}” can clear no approvals with it any more.`;
}

function DeviceLine({ at, factors, device, onDone }: Props & { device: Device; onDone(says?: string): void }) {
  const [isRemoving, setRemoving] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  if (isRemoving) {
    return (
      <li className={styles.asks}>
        <RemoveFactor at={at} factors={factors} method="factors.removeFingerprint" input={{ ...at, id: device.id }} kind="have" says={lossText(device)} action={`Remove ${device.label}`} onDone={(says) => {
            setRemoving(false);
            onDone(says);
          }} />
      </li>
    );
  }
  return (
    <li className={styles.device}>
      <span className={styles.label}>
        <strong>{device.label}</strong> {device.isThisDevice && device.label !== 'This device' && <Pill tone="plain">this device</Pill>}
      </span>
      <span className="quiet">
        {device.enrolledAt !== undefined && (
          <>
            enrolled <When iso={device.enrolledAt} as="happened" />,{' '}
          </>
        )}
        <span className="mono" title={device.id}>
          {shortId(device.id)}
        </span>
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={`Remove ${device.label}`}
        {...(wasOpen && { ref: takeLostFocus })}
        onClick={() => {
          setRemoving(true);
          setWasOpen(true);
        }}
      >
        Remove
      </Button>
    </li>
  );
}

/** Fingerprints of devices, three at most. */
export function DevicesRow({ at, factors }: Props) {
  const { open, show, close, wasOpen, said } = useOpen<'add'>();
  const ask = useFactor('factors.fetch', at);
  const { fingerprints, endpoints } = factors;
  const count = fingerprints.length;
  const isFull = count >= MOST;
  const canAsk = endpoints === 'deprecated';
  const acts = (
    <>
      {canAsk && (
        <Button size="compact-sm" variant="default" aria-label="Ask Wise for the devices" loading={ask.isPending} onClick={() => void ask.tell(at)}>
          Ask Wise
        </Button>
      )}
      {!isFull && (
        <Button size="compact-sm" variant="default" {...((wasOpen || said !== undefined) && { ref: takeLostFocus })} onClick={() => show('add')}>
          Add a device
        </Button>
      )}
    </>
  );
  const listed = canAsk ? 'Wise tells them on its older paths.' : 'Those enrolled from here. Wise has no call that lists them.';
  return (
    <FactorRow
      icon={IconDeviceLaptop}
      name="Devices"
      kind="have"
      state={{ says: COUNTS[Math.min(count, MOST)] ?? COUNTS[0], tone: count > 0 ? 'ok' : 'plain' }}
      what="A fingerprint that names a device. That of this one is worked out from the machine each time and kept nowhere."
      note={isFull ? `Three are the most that Wise takes: remove one to add another. ${listed}` : listed}
      acts={!open && acts}
      said={said}
      onEscape={open && (() => close())}
    >
      {count > 0 && (
        <ul className={styles.devices}>
          {fingerprints.map((device) => (
            <DeviceLine key={device.id} at={at} factors={factors} device={device} onDone={close} />
          ))}
        </ul>
      )}
      {!open && <FactorError error={ask.error} forbidden="Wise grants this call only on request." />}
      {open && <DeviceForm at={at} hasThisDevice={fingerprints.some((one) => one.isThisDevice)} onDone={close} />}
    </FactorRow>
  );
}
