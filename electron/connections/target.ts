import type { Environment } from '../../shared/model/views.ts';
import type { Secret } from '../wise/secret.ts';

/** Everything that belongs together to call Wise: one address, whom to trust there, and the credentials that may be sent there and nowhere else. */
export type ConnectionTarget = {
  id: string;
  name: string;
  environment: Environment;
  /** An `https:` origin. */
  apiUrl: string;
  /** PEM. Absent: the roots that Node carries. */
  ca?: string;
  clientId: string;
  clientSecret: Secret<string>;
};
