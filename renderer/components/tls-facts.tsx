import type { TlsView } from '../../shared/model/tls.ts';
import { commonName } from '../lib/distinguished-name.ts';
import { Facts } from './facts.tsx';
import { Pill, type Tone } from './pill.tsx';
import { When } from './when.tsx';
import styles from './tls-facts.module.css';

/** Beyond this, in seconds, signatures and tokens begin to fail. */
const CLOCK_TOLERANCE = 300;

/** Whether the certificate went out, in words. */
export const SENT: Record<TlsView['clientCertificate'], { word: string; tone: Tone; says: string }> = {
  sent: { word: 'sent', tone: 'ok', says: 'The server asked for it and it was sent.' },
  'not-asked': { word: 'not sent', tone: 'bad', says: 'The server did not ask for it; this is most likely not the mTLS host.' },
  offered: { word: 'offered', tone: 'ok', says: 'It was offered; this computer cannot tell whether the server wanted it.' },
  none: { word: 'none', tone: 'plain', says: 'The connection had none.' },
};

function clockSays(seconds: number): string {
  const apart = Math.abs(seconds);
  if (apart < 2) return 'the same as here';
  const [count, unit] = apart < 120 ? [apart, 'seconds'] : [Math.round(apart / 60), 'minutes'];
  return `${count} ${unit} ${seconds > 0 ? 'ahead of' : 'behind'} this computer${apart > CLOCK_TOLERANCE ? ': set this computer’s clock' : ''}`;
}

/** What the newest handshake came to: was the certificate sent, over which TLS, to whom. */
export function TlsFacts({ tls }: { tls: TlsView }) {
  const sent = SENT[tls.clientCertificate];
  return (
    <Facts
      facts={[
        { label: 'Certificate', value: <><Pill tone={sent.tone} title={sent.says}>{sent.word}</Pill> {tls.certificateName ?? ''}</> },
        { label: 'Host', value: tls.host },
        { label: 'TLS', value: `${tls.protocol}, ${tls.cipher}` },
        {
          label: 'Server',
          value: (
            <ol className={styles.chain}>
              {tls.serverChain.map((one, index) => (
                <li key={one.fingerprint + one.subject} title={`${one.subject}\nSHA-256 ${one.fingerprint}`}>
                  {index > 0 && <span className="dim">signed by </span>}
                  {commonName(one.subject)} <span className="dim">ends <When iso={one.notAfter} /></span>
                </li>
              ))}
            </ol>
          ),
        },
        ...(tls.clockOffsetSeconds === undefined ? [] : [{ label: 'Its clock', value: clockSays(tls.clockOffsetSeconds) }]),
        { label: 'Last call', value: <When iso={tls.at} as="ago" /> },
      ]}
    />
  );
}
