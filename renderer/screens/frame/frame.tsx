import { useEffect, useRef, type ReactNode } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { vars } from '../../lib/vars.ts';
import { usePlace } from '../../place.ts';
import { Approvals } from '../approvals/approvals.tsx';
import { Audit } from '../audit/audit.tsx';
import { Certificates } from '../certificates/certificates.tsx';
import { NewCertificate } from '../certificates/new-certificate.tsx';
import { Connections } from '../connections/connections.tsx';
import { Connect } from '../connect/connect.tsx';
import { Expiry } from '../expiry/expiry.tsx';
import { Keys } from '../keys/keys.tsx';
import { MigrationScreen } from '../migration/migration.tsx';
import { Overview } from '../overview/overview.tsx';
import { Playground } from '../playground/playground.tsx';
import { RotationScreen } from '../rotation/rotation.tsx';
import { Settings } from '../settings/settings.tsx';
import { Tokens } from '../tokens/tokens.tsx';
import { Webhooks } from '../webhooks/webhooks.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { TopBar } from './top-bar.tsx';
import { WaitStrip } from './wait-strip.tsx';
import styles from './frame.module.css';

/** Where a screen stands. A new screen takes the focus, unless something in it has taken it already. */
function Main({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!main.current?.contains(document.activeElement)) main.current?.focus();
  }, []);
  return (
    <main className={styles.main} ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}

/** Navigation, bar and the screen between them. */
export function Frame({ connections }: { connections: ConnectionSummary[] }) {
  const place = usePlace();
  const connection = connections.find((one) => one.selected) ?? connections[0]!;
  const look = ENVIRONMENT_LOOKS[connection.environment];
  return (
    <div className={styles.frame} style={vars({ '--environment': look.edge })}>
      <TopBar connections={connections} connection={connection} />
      <Navigation screen={place.screen} connection={connection} />
      <Main key={place.screen}>
        <WaitStrip />
        {place.screen === 'overview' && <Overview connection={connection} />}
        {place.screen === 'approvals' && <Approvals place={place} connection={connection} />}
        {place.screen === 'keys' && <Keys place={place} connection={connection} />}
        {place.screen === 'rotation' && <RotationScreen place={place} connections={connections} />}
        {place.screen === 'certificates' && <Certificates place={place} connection={connection} />}
        {place.screen === 'new-certificate' && <NewCertificate place={place} connection={connection} />}
        {place.screen === 'expiry' && <Expiry place={place} connection={connection} />}
        {place.screen === 'webhooks' && <Webhooks place={place} connection={connection} />}
        {place.screen === 'tokens' && <Tokens place={place} connections={connections} connection={connection} />}
        {place.screen === 'connections' && <Connections place={place} connections={connections} connection={connection} />}
        {place.screen === 'migration' && <MigrationScreen place={place} connections={connections} connection={connection} />}
        {place.screen === 'playground' && <Playground place={place} connection={connection} />}
        {place.screen === 'audit' && <Audit place={place} />}
        {place.screen === 'settings' && <Settings />}
        {place.screen === 'connect' && <Connect connections={connections} />}
      </Main>
      <Palette connections={connections} connection={connection} />
    </div>
  );
}
