import type { Clock } from '../../base/clock.ts';
import type { MetaAccess } from './media.ts';

/** What a look at our account at Meta needs to know, beside the access to it. */
export interface MetaInspected extends MetaAccess {
  readonly clock: Clock;
  readonly phoneNumberId: string;
  readonly businessAccountId?: string | undefined;
  /** The first is in use. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly publicUrl?: string | undefined;
}
