import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { viewFactors, type FactorJob } from './deps.ts';
import { takeDigits } from './digits.ts';
import type { FactorsAt } from './entry.ts';
import { readFaceMap } from './face-map.ts';
import { copyFaceTecKey } from './facetec-key.ts';
import { fetchFactors } from './fetch.ts';
import { addFingerprint, removeFingerprint } from './fingerprints.ts';
import { removePhone, setPhone } from './phone.ts';
import { removeSingle, setSingle } from './single.ts';
import { takeFingerprint } from './take-fingerprint.ts';
import { withValue } from './with-value.ts';

export function factorHandlers(services: Services): HandlersOf<'factors'> {
  const job = async ({ connectionId, profileId }: FactorsAt): Promise<FactorJob> => ({ deps: services, link: await linkTo(services, connectionId), at: { connectionId, profileId } });
  return {
    'factors.get': async (at) => viewFactors(services, at),
    'factors.fetch': async (at) => fetchFactors(await job(at)),
    'factors.setPin': async ({ digits, replace, ...at }) => withValue(async () => takeDigits(digits), async (value) => setSingle(await job(at), 'pin', value, replace)),
    'factors.removePin': async (at) => removeSingle(await job(at), 'pin'),
    'factors.addFingerprint': async ({ fingerprint, label, ...at }) => withValue(
      () => takeFingerprint(fingerprint, () => job(at)),
      async (value) => addFingerprint(await job(at), { value, label, isThisDevice: fingerprint === 'this-device' }),
    ),
    'factors.removeFingerprint': async ({ id, ...at }) => removeFingerprint(await job(at), id),
    'factors.setPhone': async ({ number, ...at }) => setPhone(await job(at), number),
    'factors.removePhone': async (at) => removePhone(await job(at)),
    'factors.setFaceMap': async ({ from, replace, ...at }) => withValue(() => readFaceMap(services, from), async (value) => setSingle(await job(at), 'faceMap', value, replace)),
    'factors.removeFaceMap': async (at) => removeSingle(await job(at), 'faceMap'),
    'factors.copyFaceTecKey': async (at) => {
      await copyFaceTecKey(await job(at), services.clipboard);
      return {};
    },
  };
}
