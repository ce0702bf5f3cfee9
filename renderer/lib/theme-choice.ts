import type { MantineColorScheme } from '@mantine/core';
import type { Preferences } from '../../shared/model/views.ts';

/** Mantine calls the system's choice `auto`. */
export function schemeOf(theme: Preferences['theme']): MantineColorScheme {
  return theme === 'system' ? 'auto' : theme;
}
