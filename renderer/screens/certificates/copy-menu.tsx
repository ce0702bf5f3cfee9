import { Button, Menu } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { copyPart, savePart, type PublicPart } from './public-text.ts';

const PARTS: readonly { what: PublicPart; name: string; needs(certificate: CertificateSummary): boolean }[] = [
  { what: 'certificate', name: 'Certificate', needs: (one) => one.state !== 'requested' },
  { what: 'chain', name: 'Chain', needs: (one) => one.chainLength > 0 },
  { what: 'csr', name: 'CSR', needs: (one) => one.origin === 'made' },
];

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
          <Menu.Item key={what} onClick={() => void copyPart(certificate.id, what, name)}>
            {name} <span className="dim">PEM</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {parts.map(({ what, name }) => (
          <Menu.Item key={what} onClick={() => void savePart(certificate.id, what, name)}>
            {name} <span className="dim">to a file</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
