import { DAY } from '../../base/clock.ts';
import type { Finding } from '../finding.ts';
import { reach } from '../reach.ts';
import { TwilioRefusal } from './client.ts';
import { found } from './findings.ts';
import { inspectNumber } from './inspect-number.ts';
import { inspectSender } from './inspect-sender.ts';
import type { TwilioInspected } from './inspected.ts';
import { INBOUND_PATH } from './webhook.ts';

/** Below this a month of a small group may not be paid any more. In the account's currency, nearly always dollars. */
const LOW = 10;
/** Enough to see that something fails; the console has them all. */
const ALERTS_MOST = 200;

/**
 * Everything at Twilio that keeps messages from coming or going: account and balance (twilio.com/docs/iam/api/account,
 * `Balance.json`), the number or sender with its webhook, requests to us that failed (twilio.com/docs/usage/monitor-alert),
 * and whether our own address answers. Only reads. Never throws.
 */
export async function inspectTwilio(asked: TwilioInspected): Promise<readonly Finding[]> {
  const { publicUrl, apiUrl, fetch } = asked;
  const account = await attempted('the account', () => ofAccount(asked));
  if (account.some(({ code }) => code === 'TWILIO_TOKEN_REFUSED' || code === 'TWILIO_UNREACHABLE')) return account;
  const number = () => (asked.channel === 'twilio-sms' ? inspectNumber(asked) : inspectSender(asked));
  return [
    ...account,
    ...(await attempted('the balance', () => ofBalance(asked))),
    ...(await attempted(asked.from, number)),
    await reach(fetch, { publicUrl, path: INBOUND_PATH, apiUrl }),
    ...(await attempted('Monitor', () => ofAlerts(asked))),
  ];
}

/** What it finds, or why it could not look. */
async function attempted(what: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof TwilioRefusal)) return [found('TWILIO_UNREACHABLE')];
    const code = String(error.code ?? error.status);
    return [error.status === 401 ? found('TWILIO_TOKEN_REFUSED', { code }) : found('TWILIO_REFUSED', { what, code })];
  }
}

async function ofAccount({ client, accountSid }: TwilioInspected): Promise<readonly Finding[]> {
  const { status, type } = await (await client()).api.v2010.accounts(accountSid).fetch();
  if (status !== 'active') return [found('TWILIO_ACCOUNT_STOPPED', { status })];
  return [type === 'Trial' ? found('TWILIO_TRIAL') : found('TWILIO_ACCOUNT_GOOD')];
}

/** A subaccount has no balance of its own. */
async function ofBalance({ client, accountSid }: TwilioInspected): Promise<readonly Finding[]> {
  const { balance, currency } = await (await client()).api.v2010.accounts(accountSid).balance.fetch();
  const left = Number(balance);
  if (!balance || Number.isNaN(left)) return [];
  const said = { balance: `${left.toFixed(2)} ${currency}` };
  if (left <= 0) return [found('TWILIO_BALANCE_NONE', said)];
  return [left < LOW ? found('TWILIO_BALANCE_LOW', said) : found('TWILIO_BALANCE', said)];
}

async function ofAlerts({ client, clock, publicUrl }: TwilioInspected): Promise<readonly Finding[]> {
  if (publicUrl === undefined) return [];
  const startDate = new Date(clock.now() - DAY);
  const alerts = await (await client()).monitor.v1.alerts.list({ logLevel: 'error', startDate, limit: ALERTS_MOST });
  const failed = alerts.filter(({ requestUrl }) => requestUrl?.startsWith(publicUrl));
  const [latest] = failed;
  if (!latest) return [];
  // A status callback's address carries an id of ours: only its path is told.
  const url = latest.requestUrl.replace(/[?#].*$/, '');
  return [found('TWILIO_FAILED', { count: String(failed.length), url, code: latest.errorCode })];
}
