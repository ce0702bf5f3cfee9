import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConsentView, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { go } from '../../place.ts';
import { checkSoon } from '../frame/use-check.ts';
import { arrivedToken, asTheyAre } from './arrived.ts';
import { ConsentWaiting } from './consent-waiting.tsx';
import { Profiles } from './profiles.tsx';

type Props = { consentId: string; consents: readonly ConsentView[]; tokens: readonly TokenSummary[]; connections: readonly ConnectionSummary[]; onClose(): void };

/** What calls of the connection carry until then. */
function carriedSays({ name, userTokenId, hasUserToken }: ConnectionSummary): string {
  if (userTokenId !== undefined) return `Calls of ${name} carry another token; it stays, and can be put back.`;
  return hasUserToken ? `Calls of ${name} carry the sandbox’s own token until then.` : `${name} has no token for calls that belong to a profile yet.`;
}

/** The token that came of it, with its profiles. */
function Arrived({ token, connection, onClose }: { token: TokenSummary; connection: ConnectionSummary | undefined; onClose(): void }) {
  const use = useTell('connections.setUserToken');
  const offersUse = connection !== undefined && !token.isInUse && connection.userTokenId !== token.id;
  const see = () => go({ screen: 'tokens', tokenId: token.id });
  const carry = () => {
    if (!connection) return;
    const carried = () => {
      checkSoon(connection.id);
      see();
    };
    use.mutate({ connectionId: connection.id, tokenId: token.id }, { onSuccess: carried });
  };
  return (
    <Panel title="The token is here" label="Consent given" onClose={onClose}>
      <Notice tone="ok">Wise gave a token for “{token.label}”. It is in the vault and is refreshed by itself.</Notice>
      {token.profiles.length > 0 ? <Profiles profiles={token.profiles} pickedId={token.profileId} /> : <p className="quiet">Its profiles are not known yet. “Test” lists them.</p>}
      {use.error && <ErrorBox error={use.error} />}
      <div className={actions.row}>
        {offersUse && (
          <Button className={actions.primary ?? ''} autoFocus loading={use.isPending} color={connection.environment === 'production' ? 'red' : 'cyan'} onClick={carry}>
            Use it for profile calls
          </Button>
        )}
        <Button className={offersUse ? '' : (actions.primary ?? '')} variant={offersUse ? 'default' : 'filled'} onClick={see}>
          See the token
        </Button>
      </div>
      {offersUse && <p className="quiet">{carriedSays(connection)}</p>}
    </Panel>
  );
}

function Gone({ onClose }: { onClose(): void }) {
  return (
    <Panel title="Not waited for any more" label="Consent" onClose={onClose}>
      <Notice>This consent was answered, cancelled or left too long. If a token came of it, it stands in the list.</Notice>
      <div>
        <Button autoFocus onClick={() => go({ screen: 'tokens', consenting: true })}>
          Ask again
        </Button>
      </div>
    </Panel>
  );
}

/** A consent that was begun: waited for, then the token that came of it. */
export function ConsentPanel({ consentId, consents, tokens, connections, onClose }: Props) {
  const consent = consents.find((one) => one.id === consentId);
  const [begun, setBegun] = useState(consent);
  const [before] = useState(() => asTheyAre(tokens));
  if (consent) {
    if (consent !== begun) setBegun(consent);
    return <ConsentWaiting consent={consent} consents={consents} onClose={onClose} />;
  }
  const token = begun && arrivedToken(begun, before, tokens);
  if (!token) return <Gone onClose={onClose} />;
  return <Arrived token={token} connection={connections.find((one) => one.id === token.connectionId)} onClose={onClose} />;
}
