import { Button } from '@mantine/core';
import IconFaceId from '@tabler/icons-react/dist/esm/icons/IconFaceId.mjs';
import type { Factors } from '../../../shared/model/approvals.ts';
import { useTell } from '../../api.ts';
import { Notice } from '../../components/notice.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { FactorError } from './factor-error.tsx';
import { FactorRow, STATES } from './factor-row.tsx';
import { RemoveFactor } from './remove-factor.tsx';
import { useFactor, useOpen, type At } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { at: At; factors: Factors };
type FormProps = { at: At; replace: boolean; onReplace(): void; onDone(says?: string): void };

/** Two steps: the key for the export, then the file that was exported with it. */
function FaceMapForm({ at, replace, onReplace, onDone }: FormProps) {
  const copy = useTell('factors.copyFaceTecKey');
  const set = useFactor('factors.setFaceMap', at);
  const choose = async () => {
    if (!(await set.tell({ ...at, from: { kind: 'pick' }, replace }))) return;
    onDone(replace ? 'Replaced' : 'Enrolled');
  };
  return (
    <>
      {replace && <Notice tone="warn">Wise has no call that replaces a face map: the old one is removed first. Should the new one then not be taken, none is enrolled until you try again.</Notice>}
      <ol className={styles.steps}>
        <li>
          <span>Give your FaceTec server Wise’s key, and export the face map with it.</span>
          <Button size="compact-sm" variant="default" loading={copy.isPending} onClick={() => copy.mutate(at)}>
            <span aria-live="polite">{copy.isSuccess ? 'FaceTec key copied' : 'Copy FaceTec key'}</span>
          </Button>
        </li>
        <li>
          <span>Choose the file: base64 text or binary, 2 MiB at most.</span>
          <Button size="compact-sm" autoFocus loading={set.isPending} onClick={() => void choose()}>
            Choose the exported file
          </Button>
        </li>
      </ol>
      <FactorError error={copy.error ?? undefined} forbidden="Wise gives its FaceTec key only to applications that use face maps. Ask your contact at Wise." />
      <FactorError error={set.error} onReplace={replace ? undefined : onReplace} />
      <div className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => onDone()}>
          {replace ? 'Keep the old one' : 'Not now'}
        </Button>
      </div>
    </>
  );
}

/** A face map, exported by FaceTec’s server. One a profile. */
export function FaceMapRow({ at, factors }: Props) {
  const { open, show, close, wasOpen, said } = useOpen<'set' | 'replace' | 'remove'>();
  const { faceMap } = factors;
  const isThere = faceMap === 'enrolled';
  const acts = (
    <>
      <Button size="compact-sm" variant="default" aria-label={isThere ? 'Replace the face map' : 'Enrol a face map'} {...(wasOpen && { ref: takeLostFocus })} onClick={() => show(isThere ? 'replace' : 'set')}>
        {isThere ? 'Replace' : 'Enrol'}
      </Button>
      {faceMap !== 'not enrolled' && (
        <Button size="compact-sm" variant="subtle" color="red" aria-label="Remove the face map" onClick={() => show('remove')}>
          Remove
        </Button>
      )}
    </>
  );
  const note = faceMap === 'unknown' ? 'Wise has no call that tells.' : 'As of Wise’s last answer. Wise has no call that tells.';
  return (
    <FactorRow icon={IconFaceId} name="Face map" kind="are" state={STATES[faceMap]} what="A map of your face from your own FaceTec server. Portcullis takes no picture: it passes the exported file on and keeps nothing of it." note={note} acts={!open && acts} said={said} onEscape={open && (() => close())}>
      {(open === 'set' || open === 'replace') && <FaceMapForm key={open} at={at} replace={open === 'replace'} onReplace={() => show('replace')} onDone={close} />}
      {open === 'remove' && <RemoveFactor at={at} factors={factors} method="factors.removeFaceMap" input={at} kind="are" says="Wise forgets the face map of this profile. Approvals cannot be cleared with a face any more." action="Remove the face map" onDone={close} />}
    </FactorRow>
  );
}
