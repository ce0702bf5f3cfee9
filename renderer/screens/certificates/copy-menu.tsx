import { Button, Menu } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { call } from '../../api.ts';
import { tell, tellFailure } from '../../lib/tell.ts';

type What = Input<'certificates.save'>['what'];

const PARTS: readonly { what: What; name: string; needs(certificate: CertificateSummary): boolean }[] = [
  { what: 'certificate', name: 'Certificate', needs: (one) => one.state !== 'requested' },
  { what: 'chain', name: 'Chain', needs: (one) => one.chainLength > 0 },
  { what: 'csr', name: 'CSR', needs: (one) => one.origin === 'made' },
];

async function copy(certificateId: string, what: What, name: string): Promise<void> {
  try {
    const { text } = await call('certificates.text', { certificateId, what });
    await call('app.copy', { text, sensitive: false });
    tell(`${name} copied`);
  } catch (error) {
    tellFailure(error);
  }
}

async function save(certificateId: string, what: What, name: string): Promise<void> {
  try {
    const { savedAs } = await call('certificates.save', { certificateId, what });
    tell(`${name} saved as ${savedAs}`);
  } catch (error) {
    tellFailure(error);
  }
}

/** What is public of it, as PEM: to the clipboard or a file. */
export function CopyMenu({ certificate }: { certificate: CertificateSummary }) {
  const parts = PARTS.filter(({ needs }) => needs(certificate));
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {parts.map(({ what, name }) => (
          <Menu.Item key={what} onClick={() => void copy(certificate.id, what, name)}>
            {name} <span className="dim">PEM</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {parts.map(({ what, name }) => (
          <Menu.Item key={what} onClick={() => void save(certificate.id, what, name)}>
            {name} <span className="dim">to a file</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
