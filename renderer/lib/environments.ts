import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import IconCpu from '@tabler/icons-react/dist/esm/icons/IconCpu.mjs';
import IconPlugConnected from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconTestPipe from '@tabler/icons-react/dist/esm/icons/IconTestPipe.mjs';
import type { Icon } from '@tabler/icons-react';
import type { Environment } from '../../shared/model/views.ts';

type Look = { name: string; says: string; icon: Icon; color: string; edge: string };

/** How each environment is told apart: word, icon and colour together, never the colour alone. */
export const ENVIRONMENT_LOOKS: Record<Environment, Look> = {
  'built-in': {
    name: 'Built-in sandbox',
    says: 'Plays Wise’s side of keys and signatures on this machine: real keys and real signatures, but no account and no network. Nothing you do here reaches Wise.',
    icon: IconCpu,
    color: 'var(--pc-built-in)',
    edge: 'var(--pc-built-in)',
  },
  'wise-sandbox': {
    name: 'Wise sandbox',
    says: 'Wise’s own test system. Needs the client id and secret of your sandbox application. No real money.',
    icon: IconTestPipe,
    color: 'var(--pc-wise-sandbox)',
    edge: 'var(--pc-wise-sandbox-edge)',
  },
  production: {
    name: 'Production',
    says: 'The live system with real money. Every key you upload counts at once.',
    icon: IconBuildingBank,
    color: 'var(--pc-production)',
    edge: 'var(--pc-production)',
  },
  custom: {
    name: 'Custom hosts',
    says: 'Addresses of your own: a stand-in for Wise, a proxy that you run, or “npm run sandbox”. Trusted only with a CA that you bring, or one that is public.',
    icon: IconPlugConnected,
    color: 'var(--pc-custom)',
    edge: 'var(--pc-custom-edge)',
  },
};

/** A connection's own name, unless it only repeats its environment's. */
export function ownName(connection: { name: string; environment: Environment }): string | undefined {
  return connection.name === ENVIRONMENT_LOOKS[connection.environment].name ? undefined : connection.name;
}
