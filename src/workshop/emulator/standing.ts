import type { EmulatorOptions } from './types.ts';

/** How our accounts stand with the providers: what they say when they are asked about them. Change any of it at any time. */
export interface Standing {
  readonly meta: MetaStanding;
  readonly twilio: TwilioStanding;
  readonly gateway: GatewayStanding;
}

export interface MetaStanding {
  app: { id: string; name: string };
  scopes: string[];
  /** Unix seconds; 0: never. */
  expiresAt: number;
  /** The app's webhook; null: none. */
  webhook: { url: string; active: boolean; fields: string[] } | null;
  subscribed: boolean;
  /** Another callback of the account's, or of the number's. */
  accountCallback: string | null;
  numberCallback: string | null;
  name: string;
  nameStatus: string;
  status: string;
  platform: string;
  quality: string;
  limit: string;
  pin: boolean;
  blocked: { entity: string; state: 'BLOCKED' | 'LIMITED'; code: number; why: string }[];
}

export interface TwilioStanding {
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  balance: string;
  /** Null: the number is not in the account. */
  sms: { url: string; method: string; application: string; can: boolean } | null;
  /** Of the messaging service, where the account has one. */
  service: { url: string | null; byNumber: boolean; holds: boolean };
  /** Null: no such sender. */
  whatsapp: { url: string; status: string; quality: string; reason: string | null } | null;
  /** Requests to us that failed, within the last day. */
  failed: { code: string; url: string }[];
}

export interface GatewayStanding {
  /** Address by event; an event that is not here is registered to nothing. */
  webhooks: Record<string, string>;
  /** How long ago the phone was last seen. */
  silentFor: number;
}

/** All is as the guide in docs/operations leaves it. */
export function goodStanding({ publicUrl }: Pick<EmulatorOptions, 'publicUrl'>): Standing {
  const twilio = `${publicUrl}/webhooks/twilio#rc=3&rp=all`;
  const gateway = `${publicUrl}/webhooks/sms-gateway`;
  return {
    meta: {
      app: { id: '300000000000001', name: 'Emulated' },
      scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
      expiresAt: 0,
      webhook: { url: `${publicUrl}/webhooks/whatsapp`, active: true, fields: FIELDS },
      subscribed: true,
      accountCallback: null,
      numberCallback: null,
      name: 'Emulated programme',
      nameStatus: 'APPROVED',
      status: 'CONNECTED',
      platform: 'CLOUD_API',
      quality: 'GREEN',
      limit: 'TIER_2K',
      pin: true,
      blocked: [],
    },
    twilio: {
      status: 'active',
      type: 'Full',
      balance: '42.50',
      sms: { url: twilio, method: 'POST', application: '', can: true },
      service: { url: null, byNumber: true, holds: true },
      whatsapp: { url: twilio, status: 'ONLINE', quality: 'HIGH', reason: null },
      failed: [],
    },
    gateway: {
      webhooks: Object.fromEntries(
        ['sms:received', 'sms:sent', 'sms:delivered', 'sms:failed'].map((event) => [event, gateway]),
      ),
      silentFor: 0,
    },
  };
}

const FIELDS = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'account_update',
];
