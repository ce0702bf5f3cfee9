import { createTheme, type CSSVariablesResolver, type MantineColorSchemeManager } from '@mantine/core';

/** One family for text, one for ids and code; both are bundled. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 4 },
  colors: {
    dark: ['#e8ebef', '#c9d0d8', '#aeb8c2', '#9aa4af', '#3a434e', '#2c333c', '#20262e', '#1b2027', '#14181d', '#0f1216'],
  },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  radius: { xs: '3px', sm: '5px', md: '6px', lg: '10px', xl: '14px' },
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
    // Not in a portal, so that what opens stays inside its landmark.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, shadow: 'md', transitionProps: { duration: 100 } } },
  },
});

/** Mantine's own colours, taken from the tokens of theme.css so that there is one palette. */
const tokens = {
  '--mantine-color-body': 'var(--pc-surface)',
  '--mantine-color-text': 'var(--pc-text)',
  '--mantine-color-dimmed': 'var(--pc-dim)',
  '--mantine-color-placeholder': 'var(--pc-dim)',
  '--mantine-color-default': 'var(--pc-surface)',
  '--mantine-color-default-hover': 'var(--pc-hover)',
  '--mantine-color-default-color': 'var(--pc-text)',
  '--mantine-color-default-border': 'var(--pc-edge)',
  '--mantine-color-anchor': 'var(--pc-primary)',
  '--mantine-color-error': 'var(--pc-bad)',
};

/** Hovering makes a filled button darker, so that its white text stays readable. */
const light = { ...tokens, '--mantine-primary-color-filled-hover': '#095c6b', '--mantine-color-cyan-filled-hover': '#095c6b' };

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark: tokens });

/** The theme is a preference that main keeps, so the page stores nothing. */
export const unstored: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
