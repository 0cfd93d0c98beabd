import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { Deadline, Fetch } from './network.ts';
import type { PackMedia } from './pack-media.ts';
import type { Channel, Webhook } from './port.ts';
import { SimulatorHub } from './simulator/hub.ts';
import { simulatorChannel } from './simulator/index.ts';
import { smsGateway } from './sms-gateway/index.ts';
import { smsGatewayWebhook } from './sms-gateway/webhook.ts';
import { twilioChannel } from './twilio/index.ts';
import { twilioWebhooks } from './twilio/webhook.ts';
import { whatsappCloud } from './whatsapp-cloud/index.ts';
import { metaWebhook } from './whatsapp-cloud/webhook.ts';

/** The settings that channels read (DESIGN §5); `Config` has them all. Lists are for rotation: the first one sends. */
export interface ChannelSettings {
  readonly PUBLIC_URL?: string | undefined;
  readonly WHATSAPP_APP_SECRET?: readonly string[] | undefined;
  readonly WHATSAPP_VERIFY_TOKEN?: string | undefined;
  readonly WHATSAPP_ACCESS_TOKEN?: string | undefined;
  readonly WHATSAPP_PHONE_NUMBER_ID?: string | undefined;
  readonly WHATSAPP_BUSINESS_ACCOUNT_ID?: string | undefined;
  readonly WHATSAPP_API_URL: string;
  readonly WHATSAPP_API_VERSION: string;
  readonly WHATSAPP_MESSAGES_PER_SECOND: number;
  readonly TWILIO_ACCOUNT_SID?: string | undefined;
  readonly TWILIO_AUTH_TOKEN?: readonly string[] | undefined;
  readonly TWILIO_API_URL: string;
  readonly TWILIO_SMS_FROM?: string | undefined;
  readonly TWILIO_WHATSAPP_FROM?: string | undefined;
  readonly TWILIO_MESSAGING_SERVICE_SID?: string | undefined;
  readonly TWILIO_SMS_MESSAGES_PER_SECOND: number;
  readonly TWILIO_WHATSAPP_MESSAGES_PER_SECOND: number;
  readonly SMS_GATEWAY_URL?: string | undefined;
  readonly SMS_GATEWAY_USERNAME?: string | undefined;
  readonly SMS_GATEWAY_PASSWORD?: string | undefined;
  readonly SMS_GATEWAY_NUMBER?: string | undefined;
  readonly SMS_GATEWAY_WEBHOOK_SECRET?: readonly string[] | undefined;
  readonly SMS_GATEWAY_MESSAGES_PER_SECOND: number;
}

export interface ChannelDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly packMedia: PackMedia;
  /** `AbortSignal.timeout` in production. Without it a hanging provider holds up one send for minutes. */
  readonly deadline?: Deadline;
}

export interface ChannelSet {
  readonly channels: readonly Channel[];
  readonly webhooks: readonly Webhook[];
  /** Simulated phones: always on; whoever opens `/simulator` decides who may use them. */
  readonly hub: SimulatorHub;
  /** Our number on each channel that is on, as address rows name it. */
  readonly numbers: Readonly<Partial<Record<ChannelId, string>>>;
  /** A provider is set up, so real people can be reached. */
  readonly real: boolean;
  /** Never to appear in a log or an answer. */
  readonly secrets: readonly string[];
}

/** The channels that these settings turn on. A channel without its settings is off. */
export function createChannels(settings: ChannelSettings, deps: ChannelDeps): ChannelSet {
  const hub = new SimulatorHub(deps);
  const simulated = [simulatorChannel('simulator-whatsapp', hub), simulatorChannel('simulator-sms', hub)];
  const parts = [metaParts(settings, deps), twilioParts(settings, deps), gatewayParts(settings, deps)];
  const real = parts.flatMap((part) => part.channels);
  return {
    channels: [...real, ...simulated],
    webhooks: parts.flatMap((part) => part.webhooks),
    hub,
    numbers: {
      'whatsapp-cloud': settings.WHATSAPP_PHONE_NUMBER_ID,
      'twilio-sms': settings.TWILIO_SMS_FROM,
      'twilio-whatsapp': settings.TWILIO_WHATSAPP_FROM,
      'sms-gateway': settings.SMS_GATEWAY_NUMBER,
    } as Readonly<Partial<Record<ChannelId, string>>>,
    real: real.length > 0,
    secrets: parts.flatMap((part) => part.secrets),
  };
}

type Parts = Pick<ChannelSet, 'channels' | 'webhooks' | 'secrets'>;
const OFF: Parts = { channels: [], webhooks: [], secrets: [] };

function metaParts(settings: ChannelSettings, deps: ChannelDeps): Parts {
  const {
    WHATSAPP_APP_SECRET: appSecrets,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
  } = settings;
  if (!appSecrets?.length || !verifyToken || !accessToken || !phoneNumberId) return OFF;
  const channel = whatsappCloud(
    {
      accessToken,
      phoneNumberId,
      businessAccountId: settings.WHATSAPP_BUSINESS_ACCOUNT_ID,
      apiUrl: settings.WHATSAPP_API_URL,
      apiVersion: settings.WHATSAPP_API_VERSION,
      messagesPerSecond: settings.WHATSAPP_MESSAGES_PER_SECOND,
      inspected: { appSecrets, verifyToken, publicUrl: settings.PUBLIC_URL },
    },
    deps,
  );
  return {
    channels: [channel],
    webhooks: [metaWebhook({ appSecrets, verifyToken, phoneNumberId })],
    secrets: [...appSecrets, verifyToken, accessToken],
  };
}

function twilioParts(settings: ChannelSettings, deps: ChannelDeps): Parts {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authTokens, PUBLIC_URL: publicUrl } = settings;
  const authToken = authTokens?.[0];
  if (!accountSid || !authTokens || !authToken || !publicUrl) return OFF;
  const account = {
    accountSid,
    authToken,
    publicUrl,
    apiUrl: settings.TWILIO_API_URL,
    messagingServiceSid: settings.TWILIO_MESSAGING_SERVICE_SID,
  };
  const numbers = [
    ['twilio-sms', settings.TWILIO_SMS_FROM, settings.TWILIO_SMS_MESSAGES_PER_SECOND],
    ['twilio-whatsapp', settings.TWILIO_WHATSAPP_FROM, settings.TWILIO_WHATSAPP_MESSAGES_PER_SECOND],
  ] as const;
  const channels = numbers.flatMap(([id, from, messagesPerSecond]) =>
    from ? [twilioChannel(id, { ...account, from, messagesPerSecond }, deps)] : [],
  );
  if (channels.length === 0) return OFF;
  return { channels, webhooks: twilioWebhooks({ authTokens, publicUrl }), secrets: [...authTokens] };
}

function gatewayParts(settings: ChannelSettings, deps: ChannelDeps): Parts {
  const {
    SMS_GATEWAY_URL: url,
    SMS_GATEWAY_USERNAME: username,
    SMS_GATEWAY_PASSWORD: password,
    SMS_GATEWAY_NUMBER: number,
    SMS_GATEWAY_WEBHOOK_SECRET: secrets,
  } = settings;
  if (!url || !username || !password || !number || !secrets?.length) return OFF;
  const { SMS_GATEWAY_MESSAGES_PER_SECOND: messagesPerSecond } = settings;
  return {
    channels: [smsGateway({ url, username, password, publicUrl: settings.PUBLIC_URL, messagesPerSecond }, deps)],
    webhooks: [smsGatewayWebhook({ secrets, number, clock: deps.clock })],
    secrets: [password, ...secrets],
  };
}
