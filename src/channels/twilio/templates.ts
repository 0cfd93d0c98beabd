import type { Twilio } from 'twilio';
import { RecadoError } from '../../base/errors.ts';
import { fixedTap, type PackTemplate, type TemplateNews, type TemplateStatus } from '../../domain/template.ts';
import { bag, compact, field, withoutNumbers } from '../peek.ts';
import type { TemplateDesk } from '../port.ts';
import { TwilioRefusal } from './client.ts';

const MOST = 5_000;

const STATUS: Readonly<Record<string, TemplateStatus>> = {
  approved: 'approved',
  pending: 'pending',
  received: 'pending',
  unsubmitted: 'pending',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
};

/** Twilio's Content templates with their approval by WhatsApp (CHANNELS §3.4). Each is sent by its ContentSid. */
export function twilioTemplates(client: () => Promise<Twilio>): TemplateDesk {
  return {
    list: () =>
      asked(async () => {
        const contents = await (await client()).content.v1.contentAndApprovals.list({ limit: MOST });
        return contents.flatMap((one) => newsOf(one as unknown as Listed) ?? []);
      }),
    submit: (template, examples) =>
      asked(async () => {
        const content = (await client()).content.v1.contents;
        // The client hands these bodies over as they are: in the provider's own spelling.
        const { sid } = await content.create(wanted(template, examples) as never);
        const request = { name: template.name, category: template.category.toUpperCase() };
        await content(sid).approvalCreate.create(request as never);
        const { name, language, category } = template;
        return { channel: 'twilio-whatsapp', name, language, status: 'pending', category, providerId: sid } as const;
      }),
  };
}

interface Listed {
  readonly sid: string;
  readonly friendlyName: string;
  readonly language: string;
  readonly approvalRequests: unknown;
}

function newsOf({ sid, friendlyName, language, approvalRequests }: Listed): TemplateNews | undefined {
  const approval = bag(approvalRequests);
  const name = field(approval['name']) ?? field(friendlyName);
  if (name === undefined || !language) return undefined;
  return compact<TemplateNews>({
    channel: 'twilio-whatsapp',
    name,
    language,
    status: STATUS[field(approval['status'])?.toLowerCase() ?? ''] ?? 'pending',
    category: field(approval['category'])?.toLowerCase(),
    reason: field(approval['rejection_reason']),
    providerId: sid,
  });
}

function wanted({ name, language, purpose, body, button }: PackTemplate, examples: readonly string[]) {
  const actions = [{ title: button, id: fixedTap(purpose) }];
  return {
    friendly_name: name,
    language,
    variables: Object.fromEntries(examples.map((value, i) => [String(i + 1), value])),
    types: button === undefined ? { 'twilio/text': { body } } : { 'twilio/quick-reply': { body, actions } },
  };
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why =
      cause instanceof TwilioRefusal
        ? `Twilio said ${cause.code ?? cause.status}: ${withoutNumbers(cause.message)}`
        : 'Twilio could not be reached.';
    throw new RecadoError('TEMPLATES_UNREACHABLE', { why }, { cause });
  }
}
