import type { AnswerType } from '../domain/answer.ts';
import type { FieldClasses } from '../domain/field-class.ts';
import type { Price } from '../domain/prices.ts';
import type { PackTemplate } from '../domain/template.ts';
import type { TimeRule } from '../domain/timer.ts';
import type { Contact } from './contact.ts';
import type { ProgrammeFact } from './facts.ts';

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
  readonly certificate?: CertificateRule;
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
  /** Visits that each enterprise is to get, alone and in a group. */
  readonly counselling?: { readonly individual?: number; readonly group?: number };
  /** Hours that the programme is to give, and which of the two sums they are (programme/hours). */
  readonly hours?: { readonly target: number; readonly counts: 'given' | 'person' };
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
  /** What texts say as `{{fact.…|…}}`, as long as it is true. */
  readonly facts: readonly ProgrammeFact[];
  /** The files under `homework/`. */
  readonly homeworks: readonly { readonly name: string; readonly title: string }[];
  /** The business plan that is put together from what she hands in and answers. */
  readonly plan?: Plan;
  /** What the files under `surveys/` ask … */
  readonly surveys: readonly SurveyFile[];
  /** … and when. */
  readonly surveyPlan: readonly PlannedSurvey[];
}

/** Each section is filled from one homework, or from the answer to one question (`flow`, `step`). */
export interface Plan {
  readonly title: string;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly from: { readonly homework: string } | { readonly flow: string; readonly step: string };
  }[];
}

/** Who gets a certificate, and what stands on it. */
export interface CertificateRule {
  /** One condition over the records. */
  readonly rule: string;
  /** The same as the file lists it: all of them must hold. */
  readonly parts: readonly {
    readonly when: string;
    /** What is to be done where it fails, in the pack's words. */
    readonly says?: string;
    /** Where it stands below `rule` in the file. */
    readonly at: readonly (string | number)[];
  }[];
  /** Above the name: "Constancia". */
  readonly title?: string;
  readonly signers: readonly { readonly name: string; readonly role?: string }[];
  /** Files of the pack's `media/`, PNG or JPEG. */
  readonly logos: readonly string[];
}

/** Rounds of asking the same: before, after, how it was, and what is left of it a year later. */
export const WAVES = ['baseline', 'endline', 'satisfaction', 'followup'] as const;
export type Wave = (typeof WAVES)[number];

export interface SurveyFile {
  readonly name: string;
  readonly title: string;
  /** The first is meant where none is said. */
  readonly waves: readonly Wave[];
  /** What a share of its answers is of. */
  readonly over: 'people' | 'enterprises';
  readonly questions: readonly SurveyQuestion[];
  /** A number that counts as risen from this much on. */
  readonly change: readonly { readonly of: string; readonly atLeast: Rise }[];
  /** The question whose four options, in order, are the steps of the digital-inclusion ladder. */
  readonly ladder?: string;
}

/** A share of what it was (0.1 is 10 %), or an amount as the question takes it (money in minor units). */
export type Rise = { readonly share: number } | { readonly amount: number };

export interface SurveyQuestion {
  readonly id: string;
  /** In the pack's first language. */
  readonly ask: string;
  readonly type: AnswerType;
  readonly options: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** A hash of its words, options and type: a wave that asked otherwise is not comparable. */
  readonly wording: string;
}

export interface PlannedSurvey {
  readonly survey: string;
  readonly wave: Wave;
  /** `start`: after her registration, before her first lesson. `end`: when her lessons are done. A length: so long after either. */
  readonly when: 'start' | 'end' | 'by hand' | SoLongAfter;
  /** One of `purposes`: only those who said yes to it are asked. */
  readonly needs?: string;
}

/** `from` says after what: her registration where it is `start`, else the end of her lessons. */
export type SoLongAfter = ({ readonly months: number } | { readonly days: number }) & { readonly from?: 'start' };

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
  /** What people sign up to. */
  readonly kind?: 'session' | 'event';
  readonly openTo?: 'cohort' | 'programme';
  readonly capacity?: number;
  /** In which it is held. */
  readonly language?: string;
  readonly host?: string;
  readonly agenda?: string;
  readonly objectives?: readonly string[];
  /** Targets of the Sustainable Development Goals: 8.3. */
  readonly sdg?: readonly string[];
  /** Whoever came is asked three questions after it; absent: of an event. */
  readonly reflection?: boolean;
  /** People are asked to an event so long (ms) before it. */
  readonly invite?: number;
}

export type ReminderRule =
  | { readonly before: 'session'; readonly rule: TimeRule }
  | { readonly after: 'session'; readonly rule: TimeRule }
  | { readonly unanswered: 'question' | 'homework'; readonly rule: TimeRule; readonly times: number };
