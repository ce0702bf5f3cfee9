import react from '@vitejs/plugin-react';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { METHODS } from './shared/ipc/contract.ts';

/** Left out of the main bundle: Node's own, Electron's, and what carries native code or data files. */
const external = [/^node:/, ...builtinModules, 'electron', '@node-rs/argon2', '@sparticuz/chromium', '@playwright/test'];

// One `vite build` makes all three parts: dist/renderer (the page), dist/preload (one CommonJS file), dist/main (ESM).
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  // Bruno's parser asks for it with `require`, which a bundle would answer with the ES module: an object that has only `default`.
  resolve: { alias: [{ find: /^ohm-js$/, replacement: 'ohm-js/dist/ohm.cjs' }] },
  define: { __METHODS__: JSON.stringify(METHODS) },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome120',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        // The dictionaries of the passphrase estimator, loaded when the first character is typed.
        chunkSizeWarningLimit: 1800,
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: '../dist/preload',
        emptyOutDir: true,
        minify: false,
        rollupOptions: { input: 'electron/preload.ts', external: ['electron'], output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: '../dist/main',
        emptyOutDir: true,
        minify: false,
        target: 'node22',
        rollupOptions: { input: { main: 'electron/main.ts' }, external, output: { format: 'es', entryFileNames: '[name].js' } },
      },
    },
  },
});
