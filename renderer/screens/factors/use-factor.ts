import { useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import { client } from '../../api.ts';
import { useSecretTell } from '../../components/use-secret-tell.ts';

export type At = { connectionId: string; profileId: number };
type FactorMethod = 'factors.fetch' | 'factors.setPin' | 'factors.removePin' | 'factors.addFingerprint' | 'factors.removeFingerprint' | 'factors.setPhone' | 'factors.removePhone' | 'factors.setFaceMap' | 'factors.removeFaceMap';

/** Changes a factor and shows at once what is known then. A refusal can teach something too, such as that there is one already. */
export function useFactor<M extends FactorMethod>(method: M, at: At) {
  const secret = useSecretTell(method);
  const key = ['factors.get', at];
  /** Whether Wise took it. */
  const tell = async (input: Input<M>): Promise<boolean> => {
    const done = await secret.tell(input);
    if (done) client.setQueryData(key, done);
    else void client.invalidateQueries({ queryKey: key });
    return done !== undefined;
  };
  return { ...secret, tell };
}

/** What stands open in a row, and what was done there last. With `wasOpen` a button of the row takes the focus back. */
export function useOpen<Mode extends string>() {
  const [open, setOpen] = useState<Mode>();
  const [wasOpen, setWasOpen] = useState(false);
  const [said, setSaid] = useState<string>();
  const show = (mode: Mode) => {
    setOpen(mode);
    setWasOpen(true);
    setSaid(undefined);
  };
  const close = (says?: string) => {
    setOpen(undefined);
    setSaid(says);
  };
  return { open, show, close, wasOpen, said };
}
