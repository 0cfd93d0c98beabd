import { z } from 'zod';
import type { FieldClasses } from '../domain/field-class.ts';
import type { Price } from '../domain/prices.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { carriesWords, type PackTemplate } from '../domain/template.ts';
import type { Programme } from '../flow/programme.ts';
import type { BothForms, Texts } from '../locale/texts.ts';
import type { Operation, Query, SqlRow } from '../store/port.ts';

/** What operations must know of a pack. They run without the packs, even in the store's thread, so it is kept beside the records. */
export interface PackFacts {
  readonly programme: string;
  readonly title: string;
  readonly languages: readonly string[];
  readonly timezone: string;
  readonly quiet: readonly QuietHours[];
  /** Days in which the whole programme rests; absent in facts kept by an older version. */
  readonly calendar?: Programme['calendar'];
  readonly currency: string;
  /** domain/field-class.ts; absent in facts kept by an older version. */
  readonly fields?: FieldClasses;
  /** Days after somebody has ended; absent where nothing is emptied. */
  readonly retention?: { readonly inboundDays?: number; readonly mediaDays?: number };
  /** Version of the wording that is consented to. */
  readonly consent: string;
  readonly join: string;
  /** Somebody near who helps is named, where the programme listens for calls for help: people may be led into it. */
  readonly mayStart: boolean;
  /** Check-in words are drawn from these; absent in facts kept by an older version. */
  readonly words?: readonly string[];
  /** What is asked beside taking part, each a consent of its own. */
  readonly purposes: readonly string[];
  /** Absent: nobody is chosen, everybody takes part. */
  readonly selection?: NonNullable<Programme['selection']>;
  /** Its lessons as flows, in order; absent in facts kept by an older version. */
  readonly lessons?: readonly string[];
  /** The rule for the certificate; absent: nobody gets one. */
  readonly certificate?: string;
  /** Visits that each enterprise is to get. */
  readonly counselling?: NonNullable<Programme['counselling']>;
  /** The pack's own reasons to call somebody; absent where it names none. */
  readonly atRisk?: Programme['atRisk'];
  /** Homework by name, with its title; absent in facts kept by an older version. */
  readonly homeworks?: Programme['homeworks'];
  /** What is asked and when; absent where nothing is. */
  readonly surveys?: Programme['surveys'];
  readonly surveyPlan?: Programme['surveyPlan'];
  readonly prices: readonly Price[];
  /** Those for broadcasts. */
  readonly templates: readonly PackTemplate[];
  /** Language → "Para {{name}}:", as it stands before a message on a phone that several share. */
  readonly signature: Readonly<Record<string, BothForms>>;
}

const SETTING = 'pack.';
/** The version of a wording that no file of the pack has. */
export const BUILT_IN_CONSENT = 'built-in';

export function packFactsOf(programme: Programme, texts: Texts): PackFacts {
  const { languages, address } = programme;
  const sign = (language: string) => texts.say('shared.for', { language, address, vars: { name: '{{name}}' } });
  return {
    programme: programme.programme,
    title: programme.title,
    languages,
    timezone: programme.timezone,
    quiet: programme.quietHours ? [programme.quietHours] : [],
    calendar: programme.calendar,
    currency: programme.currency,
    ...(programme.fields ? { fields: programme.fields } : {}),
    ...retentionOf(programme),
    consent: programme.consent ?? BUILT_IN_CONSENT,
    join: programme.join,
    words: programme.words,
    mayStart: !programme.safeguarding || programme.safeguarding.contacts.length > 0,
    purposes: programme.purposes.map(({ id }) => id),
    ...(programme.selection ? { selection: programme.selection } : {}),
    lessons: programme.modules.flatMap((module) => module.lessons.map((name) => `${programme.programme}/${name}`)),
    ...(programme.certificate ? { certificate: programme.certificate.rule } : {}),
    ...(programme.counselling ? { counselling: programme.counselling } : {}),
    ...(programme.atRisk.length > 0 ? { atRisk: programme.atRisk } : {}),
    homeworks: programme.homeworks,
    ...(programme.surveys.length > 0 ? { surveys: programme.surveys, surveyPlan: programme.surveyPlan } : {}),
    prices: programme.channel.prices ?? [],
    templates: programme.templates.filter((template) => template.purpose === 'broadcast' && carriesWords(template)),
    signature: Object.fromEntries(languages.map((language) => [language, sign(language)])),
  };
}

function retentionOf({ privacy }: Programme): Pick<PackFacts, 'retention'> {
  const { inboundDays, mediaDays } = privacy ?? {};
  if (inboundDays === undefined && mediaDays === undefined) return {};
  return {
    retention: {
      ...(inboundDays === undefined ? {} : { inboundDays }),
      ...(mediaDays === undefined ? {} : { mediaDays }),
    },
  };
}

const input = z.object({ packs: z.array(z.custom<PackFacts>()) });

/** Keeps what is true of the packs now. Run at every load of them. */
export const packFactsKeep: Operation<z.output<typeof input>, null> = {
  name: 'programme.pack-facts.keep',
  input,
  reads: {},
  decide: (_, { packs }, { now }) => ({
    rows: packs.map((facts) => ({
      op: 'upsert',
      table: 'setting',
      key: ['name'],
      values: { name: SETTING + facts.programme, value: JSON.stringify(facts), updated_at: now },
    })),
    output: null,
  }),
};

/** All packs, or one. */
export function packFactsQuery(programme?: string): Query {
  return programme === undefined
    ? { sql: { sqlite: `select value from setting where name glob '${SETTING}*' order by name` }, params: {} }
    : { sql: { sqlite: 'select value from setting where name = @pack' }, params: { pack: SETTING + programme } };
}

export const packFactsIn = (rows: readonly SqlRow[] | undefined): readonly PackFacts[] =>
  (rows ?? []).map((row) => JSON.parse(String(row['value'])) as PackFacts);
