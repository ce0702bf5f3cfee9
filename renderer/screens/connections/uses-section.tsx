import { Button } from '@mantine/core';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { CertificateLink } from '../../components/certificate-link.tsx';
import inPlace from '../../components/edit-in-place.module.css';
import { Facts } from '../../components/facts.tsx';
import { KeyLink } from '../../components/key-link.tsx';
import { go } from '../../place.ts';
import { EditInPlace } from '../../components/edit-in-place.tsx';
import { KeyForm } from './key-form.tsx';
import { keysAtWise } from './keys-at-wise.ts';
import { ProfileForm } from './profile-form.tsx';
import { profileName } from './says.ts';
import { TokenForm } from './token-form.tsx';
import { TokenLink } from './token-link.tsx';
import styles from './connections.module.css';

type Props = { connection: ConnectionSummary; keys: readonly KeySummary[]; certificates: readonly CertificateSummary[]; tokens: readonly TokenSummary[]; /** The form of the user token stands open. */ isPickingToken: boolean };

function Certificate({ connection, certificates }: Pick<Props, 'connection' | 'certificates'>) {
  const certificate = certificates.find((one) => one.id === connection.certificateId);
  return (
    <div className={inPlace.value}>
      <div>
        {certificate ? <CertificateLink id={certificate.id} name={certificate.name} /> : <span className="dim">none, so no mTLS</span>}
      </div>
      {!certificate && (
        <Button size="compact-xs" variant="subtle" onClick={() => go({ screen: 'certificates' })} aria-label="Open the certificates">
          Open
        </Button>
      )}
    </div>
  );
}

function Key({ connection, keys, use }: Pick<Props, 'connection' | 'keys'> & { use: KeySummary['use'] }) {
  const offered = keysAtWise(keys, connection, use);
  const pickedId = use === 'signing' ? connection.signingKeyId : connection.encryptionKeyId;
  const picked = keys.find((key) => key.id === pickedId);
  const key = picked ?? offered[0];
  if (!key)
    return (
      <div className={inPlace.value}>
        <span className="dim">none at Wise yet</span>
        <Button size="compact-xs" variant="subtle" onClick={() => go({ screen: 'keys' })} aria-label={`Open the keys, for ${use}`}>
          Open
        </Button>
      </div>
    );
  return (
    <EditInPlace name={`${use} key`} renderForm={(onDone) => <KeyForm connection={connection} use={use} offered={offered} current={picked} onDone={onDone} />}>
      <KeyLink id={key.id} /> {key.label}
      {!picked && <div className="quiet">the newest that Wise has</div>}
    </EditInPlace>
  );
}

function UserToken({ connection, tokens, isPickingToken }: Pick<Props, 'connection' | 'tokens' | 'isPickingToken'>) {
  const token = tokens.find((one) => one.id === connection.userTokenId);
  return (
    <EditInPlace name="user token" startsOpen={isPickingToken} renderForm={(onDone) => <TokenForm connection={connection} tokens={tokens} onDone={onDone} />}>
      {token ? <TokenLink token={token} /> : <span className="dim">{connection.hasUserToken ? 'its own personal token' : 'none'}</span>}
    </EditInPlace>
  );
}

function Profile({ connection, tokens }: Pick<Props, 'connection' | 'tokens'>) {
  const token = tokens.find((one) => one.id === connection.userTokenId);
  return (
    <EditInPlace name="profile" renderForm={(onDone) => <ProfileForm connection={connection} token={token} onDone={onDone} />}>
      {connection.profileId === undefined ? <span className="dim">none</span> : profileName(connection.profileId, token)}
    </EditInPlace>
  );
}

/** The credentials that its calls carry. */
export function Uses({ connection, keys, certificates, tokens, isPickingToken }: Props) {
  return (
    <section className={styles.section} aria-label="What it uses">
      <h2>What it uses</h2>
      <Facts
        facts={[
          { label: 'Certificate', value: <Certificate connection={connection} certificates={certificates} /> },
          { label: 'Signing key', value: <Key connection={connection} keys={keys} use="signing" /> },
          { label: 'Encryption key', value: <Key connection={connection} keys={keys} use="encryption" /> },
          { label: 'User token', value: <UserToken connection={connection} tokens={tokens} isPickingToken={isPickingToken} /> },
          { label: 'Profile', value: <Profile connection={connection} tokens={tokens} /> },
        ]}
      />
    </section>
  );
}
