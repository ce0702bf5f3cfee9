import { Button } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import type { ConsentView, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { go, type Place } from '../../place.ts';
import { AddPanel } from './add-panel.tsx';
import { ConsentPanel } from './consent-panel.tsx';
import { ConsentStart } from './consent-start.tsx';
import { ImportPanel } from './import-panel.tsx';
import { TokenTable } from './table.tsx';
import { tokensLead, tokensTitle } from './title.ts';
import { TokenPanel } from './token-panel.tsx';
import { WaitingStrip } from './waiting-strip.tsx';
import styles from './tokens.module.css';

type TokensPlace = Extract<Place, { screen: 'tokens' }>;
type Props = { place: TokensPlace; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

/** Application tokens come and go, and others become due, without a word from main. */
const ASK_EVERY_MS = 30_000;
const NO_CONSENTS: readonly ConsentView[] = [];

const close = () => go({ screen: 'tokens' });

type DetailProps = Props & { tokens: readonly TokenSummary[]; consents: readonly ConsentView[] };

function Detail({ place, connections, connection, tokens, consents }: DetailProps) {
  const opened = tokens.find((one) => one.id === place.tokenId);
  const over = connections.find((one) => one.id === place.connectionId) ?? connection;
  const shared = { connections, connection: over, onClose: close };
  if (place.adding) return <AddPanel key={over.id} {...shared} />;
  if (place.importing) return <ImportPanel tokens={tokens} {...shared} />;
  if (place.consentId !== undefined) return <ConsentPanel key={place.consentId} consentId={place.consentId} consents={consents} tokens={tokens} connections={connections} onClose={close} />;
  if (place.consenting) return <ConsentStart key={`${over.id} ${opened?.id}`} consents={consents} renews={opened} {...shared} />;
  if (!opened) return null;
  return <TokenPanel key={opened.id} token={opened} tokens={tokens} connection={connections.find((one) => one.id === opened.connectionId) ?? connection} onClose={close} />;
}

function NoTokens({ connection }: { connection: ConnectionSummary }) {
  return (
    <div className={styles.empty}>
      <h2>What calls for a profile carry</h2>
      <p className="dim">Calls for a person’s or company’s profile carry a token of theirs. With consent on Wise’s page it is a user token, which lasts for years and is refreshed here by itself, one refresh at a time.</p>
      <p className="dim">A personal token, made by hand on wise.com, can be added too; one that lies in a Postman, .env or Bruno file can be imported from there. Application tokens are fetched by themselves and show up here while they last.</p>
      {connection.environment === 'built-in' && <p className="dim">The built-in sandbox has a personal token of its own: “Add token”, then one click.</p>}
    </div>
  );
}

function Actions({ isOpen }: { isOpen: boolean }) {
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => go({ screen: 'tokens', importing: true })}>
        Import
      </Button>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'tokens', adding: true })}>
        Add token
      </Button>
      <Button variant={isOpen ? 'default' : 'filled'} leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => go({ screen: 'tokens', consenting: true })}>
        Ask for consent
      </Button>
    </>
  );
}

/** Every token of every connection, and the consents that are waited for. */
export function TokenList({ place, connections, connection }: Props) {
  const { data: tokens, error } = useAsk('tokens.list', {}, { refetchInterval: ASK_EVERY_MS });
  const { data: consents = NO_CONSENTS } = useAsk('consents.list', {});
  const isOpen = Boolean(place.adding || place.importing || place.consenting || place.consentId || tokens?.some((one) => one.id === place.tokenId));
  return (
    <Page
      title={tokensTitle(tokens, consents)}
      lead={tokensLead(tokens, connection)}
      actions={<Actions isOpen={isOpen} />}
      panel={tokens && isOpen && <Detail place={place} connections={connections} connection={connection} tokens={tokens} consents={consents} />}
      shape="list"
    >
      {error && <ErrorBox error={error} />}
      {!tokens && !error && <Loading />}
      {tokens && !place.consenting && <WaitingStrip consents={consents} />}
      {tokens?.length === 0 && <NoTokens connection={connection} />}
      {tokens && tokens.length > 0 && <TokenTable tokens={tokens} openId={place.tokenId} isPanelOpen={isOpen} />}
    </Page>
  );
}
