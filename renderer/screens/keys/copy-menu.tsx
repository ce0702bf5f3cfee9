import { Button, Menu } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import type { Input } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { tell, tellFailure } from '../../lib/tell.ts';

type Format = Input<'keys.copyPublic'>['format'];

const FORMATS: readonly { format: Format; name: string; says: string }[] = [
  { format: 'der-base64', name: 'DER, base64', says: 'as Wise’s API takes it' },
  { format: 'pem', name: 'PEM', says: 'as Developer Hub takes it' },
  { format: 'jwk', name: 'JWK', says: 'RFC 7517' },
  { format: 'thumbprint', name: 'Thumbprint', says: 'RFC 7638, SHA-256' },
  { format: 'key-id', name: 'Key id', says: 'the kid of JOSE headers' },
];

/** The public half in the forms that others ask for. */
export function CopyMenu({ keyId }: { keyId: string }) {
  const copy = async (format: Format, name: string) => {
    try {
      await call('keys.copyPublic', { keyId, format });
      tell(`${name} copied`);
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Copy public key
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, name, says }) => (
          <Menu.Item key={format} onClick={() => void copy(format, name)}>
            {name} <span className="dim">{says}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
