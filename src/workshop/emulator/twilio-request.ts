/** What Twilio takes for a new message (CHANNELS.md §3.4). A name that is not here is a slip of ours and is refused. */
const KNOWN = new Set([
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'ContentSid',
  'ContentVariables',
  'StatusCallback',
  'SmartEncoded',
  'ValidityPeriod',
  'ShortenUrls',
  'RiskCheck',
  'ScheduleType',
  'SendAt',
  'ProvideFeedback',
]);

export interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** The first thing wrong with the request, with Twilio's code for it. */
export function refusalOf(form: URLSearchParams): Refusal | undefined {
  const unknown = [...form.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return { code: 20001, message: `Unknown parameter ${unknown}` };
  const to = form.get('To') ?? '';
  const body = form.get('Body') ?? '';
  if (to === '') return { code: 21604, message: "A 'To' phone number is required." };
  if (!/^(whatsapp:)?(\+[1-9]\d{6,14}|[A-Z]{2}\.[0-9A-Za-z.]+)$/.test(to))
    return { code: 21211, message: "Invalid 'To' phone number" };
  if (!form.get('From') && !form.get('MessagingServiceSid'))
    return { code: 21603, message: "A 'From' number is required." };
  if (body === '' && !form.get('MediaUrl') && !form.get('ContentSid'))
    return { code: 21602, message: 'Message body is required.' };
  if (body.length > 1600)
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit' };
  if (form.getAll('MediaUrl').length > (to.startsWith('whatsapp:') ? 1 : 10))
    return { code: 21623, message: 'Too many media' };
  if (form.getAll('MediaUrl').some((url) => !isHttp(url))) return { code: 21620, message: 'Invalid media URL' };
  const callback = form.get('StatusCallback');
  if (callback !== null && !isHttp(callback)) return { code: 21609, message: 'The StatusCallback URL is not valid' };
  if (form.has('ContentVariables') && !isObject(form.get('ContentVariables') ?? ''))
    return { code: 21656, message: 'ContentVariables is invalid' };
  return undefined;
}

/** Hostnames with underscores never get their callbacks (CHANNELS.md §3.5). */
function isHttp(text: string): boolean {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && !url.hostname.includes('_');
  } catch {
    return false;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
