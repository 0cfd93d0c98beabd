import type { FieldClasses } from '../domain/field-class.ts';
import type { Price } from '../domain/prices.ts';
import type { PackTemplate } from '../domain/template.ts';
import type { TimeRule } from '../domain/timer.ts';
import type { Contact } from './contact.ts';

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
  /** Groups that may be sent unasked on one of her local days. */
  readonly dailyLimit: number;
  /** She is asked, once, at what time of day lessons suit her. */
  readonly askHour: boolean;
  readonly sessions: readonly PlannedSession[];
  readonly words: readonly string[];
  readonly reminders: readonly ReminderRule[];
  readonly certificate?: { readonly rule: string; readonly title?: string };
  readonly atRisk: readonly { readonly when: string; readonly why: string }[];
  readonly channel: {
    readonly fallbackAfter?: number;
    readonly monthlyBudget?: { readonly minor: number; readonly currency: string };
    /** What the programme's own bill says; goes before the shipped list. */
    readonly prices?: readonly Price[];
    /** A lesson that was let go and not opened for so long (ms) goes by SMS, or somebody calls her. */
    readonly unopened?: { readonly after: number; readonly do: 'sms' | 'call' };
  };
  readonly sharedPhone: {
    /** The built-in questions at entry: who else reads this phone, is it safe to write. */
    readonly atEntry: boolean;
    /** Private questions are asked on such a phone too; by default in person. */
    readonly asks: boolean;
  };
  /** Values (`person.x`, `profile.x`) that are shown on no phone which others read. */
  readonly private: readonly string[];
  /** How far values, answers and tags may travel, where it is not the usual (domain/field-class.ts). */
  readonly fields?: FieldClasses;
  readonly privacy?: {
    /** Days between a request for erasure and the erasure, in which nobody sees her or writes to her. */
    readonly blockDays: number;
    /** So many days after somebody has ended, the words as they came, and her files, are emptied; absent: they stay. */
    readonly inboundDays?: number;
    readonly mediaDays?: number;
  };
  /** Those who come in are applicants until the team has chosen them. */
  readonly selection?: {
    readonly criteria: readonly Criterion[];
    /** So many are to be chosen; more than that is said, not refused. */
    readonly places?: number;
  };
  readonly safeguarding?: {
    readonly focalPoint: string;
    readonly phrases: readonly string[];
    readonly not: readonly string[];
    readonly contacts: readonly Contact[];
  };
  /** Somebody invited who does not answer gets the invitation once more after so long (ms); absent: she does not. */
  readonly invitation: { readonly againAfter?: number };
  /** What is asked beside taking part, each a yes or no of its own, after her registration. */
  readonly purposes: readonly { readonly id: string; readonly ask: string; readonly sms?: string }[];
  /** For WhatsApp after a day without a word of hers: `templates.yaml`. */
  readonly templates: readonly PackTemplate[];
  readonly indicators: readonly { readonly id: string; readonly of: string; readonly when: string }[];
}

/** What an applicant is scored by, from 0 to `max`; `weight` times its points counts. */
export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
  readonly max: number;
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
  | { readonly after: 'session'; readonly rule: TimeRule }
  | { readonly unanswered: 'question' | 'homework'; readonly rule: TimeRule; readonly times: number };
