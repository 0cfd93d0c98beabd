import { DAY } from '../base/clock.ts';
import { DAILY_LIMIT } from '../domain/day-limit.ts';
import type { Price } from '../domain/prices.ts';
import type { TimeRule } from '../domain/timer.ts';
import { says } from '../locale/sentence.ts';
import type { Contact } from './contact.ts';
import type { ProgrammeFact } from './facts.ts';
import type { Issues } from './issues.ts';
import type { PlannedSession, Programme, ReminderRule } from './programme.ts';
import { type ProgrammeFile, phrasesSchema, programmeSchema } from './programme-schema.ts';
import type { Source } from './source.ts';
import { didYouMean } from './suggest.ts';
import { readTemplates, TEMPLATES_FILE } from './templates-file.ts';
import { validate } from './validate.ts';

/** Reads `programme.yaml`; `sourceOf` finds the phrases file it names. Undefined when it has errors. */
export function readProgramme(
  source: Source,
  sourceOf: (path: string) => Source | undefined,
  issues: Issues,
): Programme | undefined {
  const file = validate(programmeSchema, source.value, [], source, issues);
  if (!file) return undefined;
  checkLanguages(file, source, issues);
  checkTimezone(file, source, issues);
  checkTwice(file, source, issues);
  file.calendar?.forEach((pause, i) => {
    if (pause.from > pause.to)
      issues.add(
        'CALENDAR_ORDER',
        source.place(['calendar', i, 'to']),
        says('CALENDAR_ORDER.pause', { pause: pause.pause, to: pause.to }),
      );
  });
  const safeguarding = file.safeguarding && readPhrases(file.safeguarding, source, sourceOf, issues);
  const templates = sourceOf(TEMPLATES_FILE);
  return {
    programme: file.programme,
    title: file.title,
    languages: file.languages,
    address: file.address ?? 'usted',
    currency: file.currency ?? 'MXN',
    timezone: file.timezone,
    join: file.join,
    ...(file.consent === undefined ? {} : { consent: file.consent }),
    ...(file.profile === undefined ? {} : { profile: file.profile }),
    modules: file.modules.map((module, i) => ({
      id: moduleId(module, i),
      title: module.title ?? module.id ?? file.title,
      lessons: module.lessons,
    })),
    ...(file.release
      ? { release: { days: file.release.days, at: file.release.at, catchUp: file.release.catch_up ?? 'one a day' } }
      : {}),
    ...(file.quiet_hours ? { quietHours: file.quiet_hours } : {}),
    calendar: file.calendar ?? [],
    dailyLimit: file.daily_limit ?? DAILY_LIMIT,
    askHour: file.ask_hour ?? false,
    sessions: (file.sessions ?? []).map(plannedSession),
    words: file.words ?? [],
    reminders: (file.reminders ?? []).map(reminder),
    ...(file.certificate === undefined ? {} : { certificate: certificateOf(file.certificate) }),
    atRisk: file.at_risk ?? [],
    channel: {
      ...(file.channel?.fallback_after === undefined ? {} : { fallbackAfter: file.channel.fallback_after }),
      ...(file.channel?.monthly_budget ? { monthlyBudget: file.channel.monthly_budget } : {}),
      ...(file.channel?.prices ? { prices: file.channel.prices.map(priceLine) } : {}),
      ...(file.channel?.unopened ? { unopened: file.channel.unopened } : {}),
    },
    sharedPhone: {
      atEntry: (file.shared_phone?.at_entry ?? (file.safeguarding ? 'ask' : 'skip')) === 'ask',
      asks: file.shared_phone?.private === 'ask',
    },
    private: file.private ?? [],
    ...(file.fields ? { fields: file.fields } : {}),
    ...(file.privacy
      ? {
          privacy: {
            blockDays: file.privacy.block_days ?? 0,
            ...(file.privacy.inbound_days === undefined ? {} : { inboundDays: file.privacy.inbound_days }),
            ...(file.privacy.media_days === undefined ? {} : { mediaDays: file.privacy.media_days }),
          },
        }
      : {}),
    invitation: file.invitation?.again_after === undefined ? {} : { againAfter: file.invitation.again_after },
    purposes: (file.purposes ?? []).map(({ sms, ...purpose }) => ({
      ...purpose,
      ...(sms === undefined ? {} : { sms }),
    })),
    ...(file.selection ? { selection: selectionOf(file.selection) } : {}),
    ...(file.counselling ? { counselling: counsellingOf(file.counselling) } : {}),
    ...(file.hours ? { hours: { target: file.hours.target, counts: file.hours.counts ?? 'given' } } : {}),
    ...(safeguarding ? { safeguarding } : {}),
    templates: templates ? readTemplates(templates, file.programme, issues) : [],
    indicators: file.indicators ?? [],
    facts: Object.entries(file.facts ?? {}).map(factOf),
    homeworks: [],
    ...(file.plan ? { plan: file.plan } : {}),
    surveys: [], // of the files, which are read after this one
    surveyPlan: (file.surveys ?? []).map(({ survey, wave, when, needs }) => ({
      survey,
      wave,
      when:
        typeof when === 'object'
          ? { ...when.after, ...(when.from === 'start' ? { from: when.from } : {}) }
          : (when ?? 'by hand'),
      ...(needs === undefined ? {} : { needs }),
    })),
  };
}

/** A list of conditions is one in which all must hold. */
function certificateOf(written: NonNullable<ProgrammeFile['certificate']>): NonNullable<Programme['certificate']> {
  const { rule, title, signers = [], logos = [] } = typeof written === 'string' ? { rule: written } : written;
  const list = typeof rule === 'string' ? [rule] : rule;
  const parts = list.map((part, i) => {
    const { when, says } = typeof part === 'string' ? { when: part } : part;
    const at = typeof rule === 'string' ? [] : typeof part === 'string' ? [i] : [i, 'when'];
    return { when, at, ...(says === undefined ? {} : { says }) };
  });
  return {
    rule: parts.length === 1 ? parts[0]!.when : parts.map(({ when }) => `(${when})`).join(' && '),
    parts,
    ...(title === undefined ? {} : { title }),
    signers: signers.map(({ name, role }) => ({ name, ...(role === undefined ? {} : { role }) })),
    logos,
  };
}

/** The service that asks for consent: `consentimiento-1` is version 1 of the wording in `consentimiento`. */
export function consentFlow(programme: Pick<Programme, 'consent'>): string | undefined {
  return programme.consent?.replace(/-\d+$/, '');
}

/** `Mi negocio` → `mi-negocio`. */
function moduleId(module: ProgrammeFile['modules'][number], index: number): string {
  if (module.id !== undefined) return module.id;
  const slug = (module.title ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug || `module-${index + 1}`;
}

function reminder(file: NonNullable<ProgrammeFile['reminders']>[number]): ReminderRule {
  if ('before' in file) return { before: 'session', rule: ruleOf(-file.offset, file.at) };
  if (!('unanswered' in file)) return { after: 'session', rule: ruleOf(file.offset, file.at) };
  return { unanswered: file.unanswered, rule: ruleOf(file.after, file.at), times: file.times ?? 1 };
}

function plannedSession({ open_to, ...file }: NonNullable<ProgrammeFile['sessions']>[number]): PlannedSession {
  const said = Object.entries({ ...file, openTo: open_to }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as unknown as PlannedSession;
}

/** Five points, each as heavy as any other, unless the file says otherwise. */
function selectionOf({
  criteria,
  places,
}: NonNullable<ProgrammeFile['selection']>): NonNullable<Programme['selection']> {
  return {
    criteria: criteria.map(({ weight = 1, max = 5, ...criterion }) => ({ ...criterion, weight, max })),
    ...(places === undefined ? {} : { places }),
  };
}

function counsellingOf({
  individual,
  group,
}: NonNullable<ProgrammeFile['counselling']>): NonNullable<Programme['counselling']> {
  return { ...(individual === undefined ? {} : { individual }), ...(group === undefined ? {} : { group }) };
}

function factOf([id, fact]: [string, NonNullable<ProgrammeFile['facts']>[string]]): ProgrammeFact {
  const { text, country, authority, source, verified_on: verifiedOn, expires_on: expiresOn } = fact;
  return {
    id,
    text: typeof text === 'string' ? { '*': text } : text,
    country,
    authority,
    ...(source === undefined ? {} : { source }),
    ...(verifiedOn === undefined ? {} : { verifiedOn }),
    expiresOn,
  };
}

type PriceLine = NonNullable<NonNullable<ProgrammeFile['channel']>['prices']>[number];

function priceLine({ for: form, country, category, price, verified_on }: PriceLine): Price {
  return {
    form,
    ...(country ? { country } : {}),
    ...(category ? { category } : {}),
    ...price,
    verifiedOn: verified_on,
  };
}

/** Whole days with a clock time are calendar days; anything else is a length of time. */
function ruleOf(length: number, at: string | undefined): TimeRule {
  return at === undefined ? { after: length } : { days: Math.round(length / DAY), at };
}

function checkLanguages(file: ProgrammeFile, source: Source, issues: Issues): void {
  file.languages.forEach((language, i) => {
    let known = true;
    try {
      known = Intl.getCanonicalLocales(language)[0] === language;
    } catch {
      known = false;
    }
    if (!known) issues.add('LANGUAGE_UNKNOWN', source.place(['languages', i]), says('LANGUAGE_UNKNOWN', { language }));
  });
}

function checkTimezone(file: ProgrammeFile, source: Source, issues: Issues): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: file.timezone });
  } catch {
    const fix = didYouMean(file.timezone, Intl.supportedValuesOf('timeZone'));
    issues.add(
      'TIMEZONE_UNKNOWN',
      source.place(['timezone']),
      says('TIMEZONE_UNKNOWN', { timezone: file.timezone }),
      fix,
    );
  }
}

function checkTwice(file: ProgrammeFile, source: Source, issues: Issues): void {
  const lists = {
    modules: file.modules.map(moduleId),
    sessions: file.sessions?.map((session) => session.id),
    indicators: file.indicators?.map(({ id }) => id),
    purposes: file.purposes?.map(({ id }) => id),
  };
  for (const [key, ids] of Object.entries(lists)) {
    ids?.forEach((id, i) => {
      if (ids.indexOf(id) < i)
        issues.add('LIST_ID_DUPLICATE', source.place([key, i]), says('LIST_ID_DUPLICATE', { id, key }));
    });
  }
  const criteria = file.selection?.criteria.map(({ id }) => id) ?? [];
  criteria.forEach((id, i) => {
    if (criteria.indexOf(id) < i)
      issues.add(
        'LIST_ID_DUPLICATE',
        source.place(['selection', 'criteria', i]),
        says('LIST_ID_DUPLICATE.criteria', { id }),
      );
  });
}

function readPhrases(
  file: NonNullable<ProgrammeFile['safeguarding']>,
  source: Source,
  sourceOf: (path: string) => Source | undefined,
  issues: Issues,
): Programme['safeguarding'] {
  const list = sourceOf(file.phrases);
  if (!list) {
    issues.add(
      'REF_UNKNOWN',
      source.place(['safeguarding', 'phrases']),
      says('REF_UNKNOWN.file', { name: file.phrases }),
    );
    return undefined;
  }
  const found = validate(phrasesSchema, list.value, [], list, issues);
  if (!found) return undefined;
  const contacts = (found.contact ?? []).map(
    ({ verified_on: verifiedOn, language, ...contact }): Contact => ({
      ...contact,
      ...(language === undefined ? {} : { language }),
      verifiedOn,
    }),
  );
  if (contacts.length === 0) {
    issues.add(
      'CONTACT_MISSING',
      source.place(['safeguarding', 'phrases']),
      says('CONTACT_MISSING', { phrases: file.phrases }),
      says('CONTACT_MISSING.fix'),
    );
  }
  return { focalPoint: file.focal_point, phrases: found.phrases, not: found.not ?? [], contacts };
}
