import type { PackTemplate } from '../domain/template.ts';
import type { TimeRule } from '../domain/timer.ts';

/** `programme.yaml`, parsed and checked. Only programme, title, languages, timezone, join and modules are required. */
export interface Programme {
  readonly programme: string;
  readonly title: string;
  /** The first is the language of the flow files. */
  readonly languages: readonly string[];
  readonly address: 'usted' | 'tu';
  readonly currency: string;
  readonly timezone: string;
  readonly join: string;
  /** Version of the consent wording: `<service flow>-<n>`; the built-in flow when no file has that name. */
  readonly consent?: string;
  /** Service flow that asks who she is. */
  readonly profile?: string;
  readonly modules: readonly { readonly id: string; readonly title: string; readonly lessons: readonly string[] }[];
  readonly release?: { readonly days: readonly string[]; readonly at: string; readonly catchUp: string };
  readonly quietHours?: { readonly from: string; readonly to: string };
  readonly calendar: readonly { readonly pause: string; readonly from: string; readonly to: string }[];
  readonly sessions: readonly PlannedSession[];
  readonly words: readonly string[];
  readonly reminders: readonly ReminderRule[];
  readonly certificate?: { readonly rule: string; readonly title?: string };
  readonly atRisk: readonly { readonly when: string; readonly why: string }[];
  readonly channel: {
    readonly fallbackAfter?: number;
    readonly monthlyBudget?: { readonly minor: number; readonly currency: string };
  };
  readonly safeguarding?: {
    readonly focalPoint: string;
    readonly phrases: readonly string[];
    readonly not: readonly string[];
  };
  /** For WhatsApp after a day without a word of hers: `templates.yaml`. */
  readonly templates: readonly PackTemplate[];
  readonly indicators: readonly { readonly id: string; readonly of: string; readonly when: string }[];
}

export interface PlannedSession {
  readonly id: string;
  readonly title: string;
  /** Week 1 is the week of the cohort's first day. */
  readonly week: number;
  readonly day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
  readonly at: string;
  readonly minutes: number;
  readonly place?: string;
}

export type ReminderRule =
  | { readonly before: 'session'; readonly rule: TimeRule }
  | { readonly unanswered: 'question' | 'homework'; readonly rule: TimeRule; readonly times: number };
