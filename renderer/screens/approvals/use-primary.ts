import { createContext, useContext } from 'react';

/** One primary button a screen: while rows are picked it is that of the list. */
export const Primary = createContext<'filled' | 'default'>('filled');

/** The variant of the button that carries the open item on. */
export function usePrimary(): 'filled' | 'default' {
  return useContext(Primary);
}
