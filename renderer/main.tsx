import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './kit-first.ts';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { client, call, followChanges } from './api.ts';
import { shareNonce, styleNonce } from './nonce.ts';
import { schemeOf } from './lib/theme-choice.ts';
import { cssVariables, theme, unstored } from './theme.ts';

/** What the first screen depends on is asked before anything is drawn, so that nothing jumps. */
async function start(): Promise<void> {
  shareNonce();
  followChanges();
  const [preferences] = await Promise.all([
    client.fetchQuery({ queryKey: ['preferences.get', {}], queryFn: () => call('preferences.get', {}) }).catch(() => ({ theme: 'system' as const })),
    client.prefetchQuery({ queryKey: ['vault.status', {}], queryFn: () => call('vault.status', {}) }),
  ]);
  createRoot(document.querySelector('#root')!).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={unstored}
      defaultColorScheme={schemeOf(preferences.theme)}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

void start();
