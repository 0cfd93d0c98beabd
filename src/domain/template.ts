import type { Millis } from '../base/clock.ts';

/** What a template stands in for when free-form words may not go. `message` is the generic one, for all the rest. */
export const PURPOSES = ['lesson', 'session', 'nudge', 'invitation', 'broadcast', 'staff', 'message'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a pack may ask for; Meta may change it (CHANNELS §1.7). */
export const CATEGORIES = ['utility', 'marketing'] as const;
export type Category = (typeof CATEGORIES)[number];

/** The price class of a message in a window that is open. */
export const SERVICE = 'service';

/** One template of a pack in one of Meta's languages (`es_MX`), as `templates.yaml` says it. */
export interface PackTemplate {
  readonly programme: string;
  readonly purpose: Purpose;
  readonly name: string;
  readonly language: string;
  readonly category: Category;
  /** As Meta keeps it: `Hola {{1}}. …`. */
  readonly body: string;
  /** What fills {{1}}, {{2}}… */
  readonly variables: readonly { readonly key: string; readonly fallback?: string }[];
  /** The quick reply whose tap opens the window. */
  readonly button?: string;
  /** The programme pays the marketing price for what should be utility, rather than stop using it. */
  readonly allowMarketing: boolean;
}

/** Kept in a message: what the template that stands in for it needs to know. */
export interface StandIn {
  readonly purpose: Purpose;
  readonly programme: string;
  readonly language: string;
  readonly values: Readonly<Record<string, string>>;
  /** What a tap on its button means (domain/option.ts). */
  readonly tap?: string;
}

/**
 * Where a template stands with the provider. `missing`: the provider does not know it. `refused`: it refused a message by
 * it, with a code. `pending` covers every other state in which nothing can be sent yet.
 */
export const TEMPLATE_STATUSES = [
  'approved',
  'pending',
  'rejected',
  'paused',
  'disabled',
  'missing',
  'refused',
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** What a provider says of a template, in a webhook or a list. Absent: it says nothing of that. */
export interface TemplateNews {
  readonly channel: string;
  readonly name: string;
  readonly language: string;
  readonly status?: TemplateStatus;
  readonly category?: string;
  /** A change of category that is announced, and when it comes. */
  readonly next?: { readonly category: string; readonly at: Millis };
  readonly quality?: string;
  readonly reason?: string;
  readonly providerId?: string;
}

/** A button of a template is fixed when it is created where the provider takes no payload with the message (Twilio). */
export function fixedTap(purpose: Purpose): string {
  return purpose === 'lesson' || purpose === 'nudge' ? 'c.next' : 'c.repeat';
}

/** A template for broadcasts is of use only where their words have a place in it. */
export function carriesWords({ variables }: Pick<PackTemplate, 'variables'>): boolean {
  return variables.some(({ key }) => key === 'text');
}
