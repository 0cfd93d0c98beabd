import type { Reaction } from '../../domain/delivery.ts';

/**
 * Android's result of a send and what each asks of us (CHANNELS §5.5). RESULT_RIL_X is read as RESULT_X. Most of them speak
 * of our own phone, not of hers: the line rests and nothing is held against the message or the number (`throttle`).
 */
const RESULTS: Readonly<Partial<Record<Reaction, readonly string[]>>> = {
  throttle: [
    'ERROR_GENERIC_FAILURE',
    'ERROR_RADIO_OFF',
    'ERROR_NO_SERVICE',
    'RADIO_NOT_AVAILABLE',
    'NETWORK_ERROR',
    'NETWORK_ERR',
    'NETWORK_NOT_READY',
    'MODEM_ERROR',
    'MODEM_ERR',
    'INVALID_MODEM_STATE',
    'INVALID_STATE',
    'SYSTEM_ERROR',
    'SYSTEM_ERR',
    'INTERNAL_ERROR',
    'INTERNAL_ERR',
    'GENERIC_ERROR',
    'NO_MEMORY',
    'NO_RESOURCES',
    'CANCELLED',
    'REMOTE_EXCEPTION',
    'SMS_SEND_FAIL_RETRY',
    'SMS_SEND_RETRY_FAILED',
    'SMS_BLOCKED_DURING_EMERGENCY',
    'BLOCKED_DUE_TO_CALL',
    'SIMULTANEOUS_SMS_AND_CALL_NOT_ALLOWED',
    'ERROR_LIMIT_EXCEEDED',
    'REQUEST_RATE_LIMITED',
    'UNEXPECTED_EVENT_STOP_SENDING',
  ],
  'stop-channel': [
    'NO_DEFAULT_SMS_APP',
    'SIM_ABSENT',
    'ACCESS_BARRED',
    'OPERATION_NOT_ALLOWED',
    'ERROR_FDN_CHECK_FAILURE',
    'INVALID_SMSC_ADDRESS',
  ],
  'bad-address': ['ERROR_SHORT_CODE_NOT_ALLOWED', 'ERROR_SHORT_CODE_NEVER_ALLOWED'],
  ours: ['ERROR_NULL_PDU', 'INVALID_ARGUMENTS', 'INVALID_SMS_FORMAT', 'ENCODING_ERROR', 'ENCODING_ERR'],
  'give-up': ['NETWORK_REJECT'],
};
const REACTION = new Map<string, Reaction>(
  Object.entries(RESULTS).flatMap(([reaction, names]) => names.map((name) => [name, reaction as Reaction] as const)),
);

export interface Failure {
  readonly code: string;
  readonly reaction: Reaction;
}

/** What the reason of a `sms:failed` asks of us: words of the app with an Android or GSM code somewhere in them. */
export function failureOf(reason: string): Failure {
  const result = /\bRESULT_(?:RIL_)?(\w+)/.exec(reason);
  if (result) return { code: result[0], reaction: REACTION.get(result[1]!) ?? 'give-up' };
  const carrier = /^Delivery result\b.*?:\s*(\d{1,3})$/.exec(reason);
  if (carrier) return carrierFailure(Number(carrier[1]));
  if (/TTL expired/i.test(reason)) return { code: 'TTL_EXPIRED', reaction: 'throttle' };
  if (/No SIMs? found|SIM \d+ not found|permission/i.test(reason)) return { code: 'NO_SIM', reaction: 'stop-channel' };
  if (/phone number/i.test(reason)) return { code: 'INVALID_NUMBER', reaction: 'bad-address' };
  return { code: 'FAILED', reaction: 'give-up' };
}

/** TP-Status of a delivery report (3GPP TS 23.040 §9.2.3.15): 64 and up permanent, 70 kept too long, 96 and up given up for now. */
function carrierFailure(status: number): Failure {
  const code = `TP_STATUS_${status}`;
  return { code, reaction: status === 70 || status >= 96 ? 'retry' : 'other-channel' };
}

/** What an HTTP error of the gateway asks of us (CHANNELS §5.2). It has no codes of its own: the status decides, then the words. */
export function refusalOf(status: number, message: string): Reaction {
  if (status === 429 || (status === 503 && /queue/i.test(message))) return 'throttle';
  if (status >= 500) return 'retry';
  if (status === 400 && /phone in row|invalid phone/i.test(message)) return 'bad-address';
  if (status === 400 && /device/i.test(message)) return 'stop-channel';
  // A wrong address, user or password answers all requests so, whatever the message: nothing is wrong with the message.
  if (status === 401 || status === 403 || status === 404 || status === 405 || status < 400) return 'stop-channel';
  return 'ours';
}
