import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TokenImportView, TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { ConnectionSelect } from './connection-select.tsx';
import { FoundItem } from './found-item.tsx';
import { fittingConnection } from './found.ts';
import { PlainCopies } from './plain-copies.tsx';
import styles from './tokens.module.css';

type Props = { tokens: readonly TokenSummary[]; connections: readonly ConnectionSummary[]; connection: ConnectionSummary; onClose(): void };

/** What main keeps is dropped when the panel closes. */
function useKept(importId: string | undefined): void {
  useEffect(() => {
    if (importId === undefined) return undefined;
    // Refused only where it is dropped already.
    return () => void call('tokens.discardImport', { importId }).catch(() => undefined);
  }, [importId]);
}

type FoundProps = Omit<Props, 'onClose'> & { view: TokenImportView; onAgain(): void };

/** What was found, for the connection picked; several of it can be taken one after the other. */
function Found({ view, tokens, connections, connection, onAgain }: FoundProps) {
  const [picked, setPicked] = useState(() => fittingConnection(view.items, connections, connection));
  const [copies, setCopies] = useState<readonly string[]>([]);
  // One was there before it was asked, the others are what this panel has just taken in.
  const [names] = useState(() => new Map([...tokens.map((one) => [one.id, one.label] as const), ...connections.map((one) => [one.id, one.name] as const)]));
  const next = view.items.find(({ knownAs }) => knownAs === undefined);
  const imported = (sentences: readonly string[]) => setCopies((before) => [...new Set([...before, ...sentences])]);
  return (
    <>
      <div className={styles.after}>
        <strong className={styles.wrap}>
          {view.what}
          {view.fileName && <span className="dim"> ({view.fileName})</span>}
        </strong>
        <Button ref={takeLostFocus} size="compact-sm" variant="default" onClick={onAgain}>
          Another source
        </Button>
      </div>
      {view.error && <ErrorBox error={view.error} />}
      {copies.length > 0 && <PlainCopies sentences={copies} />}
      {view.items.length > 0 && <ConnectionSelect connections={connections} picked={picked} onPick={setPicked} />}
      {view.items.map((item) => (
        <FoundItem key={item.index} importId={view.importId} item={item} knownName={item.knownAs === undefined ? undefined : (names.get(item.knownAs) ?? item.knownAs)} connection={picked} isNext={item === next} onImported={imported} />
      ))}
    </>
  );
}

/** Takes tokens out of files in which they lie readable. */
export function ImportPanel({ onClose, ...rest }: Props) {
  const inspect = useSecretTell('tokens.inspect');
  const [view, setView] = useState<TokenImportView>();
  useKept(view?.importId);
  const look = async (from: Source): Promise<boolean> => {
    const found = await inspect.tell({ from });
    if (found) setView(found);
    return found !== undefined;
  };
  const again = () => {
    setView(undefined);
    inspect.reset();
  };
  const foot = <p className="quiet">Portcullis keeps nothing of it until it is imported, and then only in the vault. The file itself stays as it is.</p>;
  return (
    <Panel title="Import tokens" label="Import tokens" onClose={onClose} foot={foot}>
      {inspect.error && inspect.error.code !== 'CANCELLED' && <ErrorBox error={inspect.error} />}
      {view ? (
        <Found key={view.importId} view={view} onAgain={again} {...rest} />
      ) : (
        <SourceField label="Paste what holds them" description="A Postman environment or collection, an .env file, a Bruno collection, or the token alone." placeholder="WISE_API_TOKEN=…" rows={7} isPending={inspect.isPending} onSource={look} />
      )}
    </Panel>
  );
}
