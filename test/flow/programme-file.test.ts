import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { consentFlow } from '../../src/flow/programme-file.ts';
import { build } from './pack.ts';

const LESSON = {
  path: 'flows/llera/lessons/dos-botes.yaml',
  text: 'lesson: dos-botes\ntitle: Dos botes\nsteps:\n  - say: Hola.\n',
};
const PHRASES = {
  path: 'flows/llera/services/cuidado.yaml',
  text: 'phrases: [me pega, tengo miedo]\nnot: [me pega el sol]\ncontact: [{ site: Llera, name: Instituto, phone: "+528341234567", hours: de 8 a 15, verified_on: 2026-01-15 }]\n',
};

it('reads every setting', () => {
  const text = `programme: llera
title: Negocio de mi tierra
languages: [es-MX]
address: tu
currency: MXN
timezone: America/Monterrey
join: MITIERRA
consent: consentimiento-2
profile: registro
modules:
  - { title: Dinero y más, lessons: [dos-botes] }
  - { id: fin, lessons: [] }
release: { days: [mon, wed, fri], at: "10:00", catch_up: one a day }
quiet_hours: 20:00-9:00
calendar: [{ pause: cosecha, from: 2026-05-04, to: 2026-05-17 }]
sessions:
  - { id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120, place: Salón ejidal }
words: [COLIBRI, LUCERO]
reminders:
  - { before: session, offset: 1 day, at: "18:00" }
  - { before: session, offset: 2 hours }
  - { after: session, offset: 1 day, at: "10:00" }
  - { unanswered: question, after: 24 hours, times: 2 }
daily_limit: 3
ask_hour: true
certificate: { rule: attendance >= 0.8, title: Constancia }
at_risk: [{ when: sessions.missed_in_a_row >= 2, why: Faltó a dos sesiones }]
channel: { fallback_after: 6 hours, monthly_budget: 900 MXN }
safeguarding: { focal_point: role:focal, phrases: services/cuidado.yaml }
indicators: [{ id: mujeres, of: people, when: profile.sexo == "mujer" }]
`;
  const { library, issues } = build([{ path: 'flows/llera/programme.yaml', text }, LESSON, PHRASES]);
  expect(issues).toEqual([]);
  expect(library.programmes.get('llera')).toEqual({
    programme: 'llera',
    title: 'Negocio de mi tierra',
    languages: ['es-MX'],
    address: 'tu',
    currency: 'MXN',
    timezone: 'America/Monterrey',
    join: 'MITIERRA',
    consent: 'consentimiento-2',
    profile: 'registro',
    modules: [
      { id: 'dinero-y-mas', title: 'Dinero y más', lessons: ['dos-botes'] },
      { id: 'fin', title: 'fin', lessons: [] },
    ],
    release: { days: ['mon', 'wed', 'fri'], at: '10:00', catchUp: 'one a day' },
    quietHours: { from: '20:00', to: '09:00' },
    calendar: [{ pause: 'cosecha', from: '2026-05-04', to: '2026-05-17' }],
    dailyLimit: 3,
    askHour: true,
    sessions: [{ id: 's1', title: 'Arranque', week: 1, day: 'tue', at: '16:00', minutes: 120, place: 'Salón ejidal' }],
    words: ['COLIBRI', 'LUCERO'],
    reminders: [
      { before: 'session', rule: { days: -1, at: '18:00' } },
      { before: 'session', rule: { after: -2 * HOUR } },
      { after: 'session', rule: { days: 1, at: '10:00' } },
      { unanswered: 'question', rule: { after: DAY }, times: 2 },
    ],
    certificate: {
      rule: 'attendance >= 0.8',
      parts: [{ when: 'attendance >= 0.8', at: [] }],
      title: 'Constancia',
      signers: [],
      logos: [],
    },
    atRisk: [{ when: 'sessions.missed_in_a_row >= 2', why: 'Faltó a dos sesiones' }],
    channel: { fallbackAfter: 6 * HOUR, monthlyBudget: { minor: 90_000, currency: 'MXN' } },
    safeguarding: {
      focalPoint: 'role:focal',
      phrases: ['me pega', 'tengo miedo'],
      not: ['me pega el sol'],
      contacts: [
        { site: 'Llera', name: 'Instituto', phone: '+528341234567', hours: 'de 8 a 15', verifiedOn: '2026-01-15' },
      ],
    },
    sharedPhone: { atEntry: true, asks: false },
    private: [],
    facts: [],
    homeworks: [],
    surveys: [],
    surveyPlan: [],
    templates: [],
    invitation: {},
    purposes: [],
    indicators: [{ id: 'mujeres', of: 'people', when: 'profile.sexo == "mujer"' }],
  });
  expect(consentFlow(library.programmes.get('llera')!)).toBe('consentimiento');
});

it('needs little: no reminders unless they are said, and usted', () => {
  const text =
    'programme: llera\ntitle: Llera\nlanguages: [es-MX]\ntimezone: America/Monterrey\njoin: LLERAS\nmodules: [{ title: Uno, lessons: [dos-botes] }]\n';
  const { library, issues } = build([{ path: 'flows/llera/programme.yaml', text }, LESSON]);
  expect(issues).toEqual([]);
  expect(library.programmes.get('llera')).toMatchObject({
    address: 'usted',
    reminders: [],
    sessions: [],
    calendar: [],
    channel: {},
  });
});

it('reads what applicants are scored by, five points and one weight where nothing is said', () => {
  const built = (selection: string) =>
    build([
      {
        path: 'flows/llera/programme.yaml',
        text: `programme: llera\ntitle: Llera\nlanguages: [es-MX]\ntimezone: America/Monterrey\njoin: LLERAS\nmodules: [{ title: Uno, lessons: [dos-botes] }]\nselection: ${selection}\n`,
      },
      LESSON,
    ]);
  const { library, issues } = built(
    '{ places: 30, criteria: [{ id: producto, title: Producto, weight: 2, max: 10 }, { id: metas, title: Metas }] }',
  );
  expect(issues).toEqual([]);
  expect(library.programmes.get('llera')!.selection).toEqual({
    places: 30,
    criteria: [
      { id: 'producto', title: 'Producto', weight: 2, max: 10 },
      { id: 'metas', title: 'Metas', weight: 1, max: 5 },
    ],
  });
  const codes = (selection: string) => built(selection).issues.map(({ code }) => code);
  expect(codes('{ criteria: [{ id: a1, title: Uno }, { id: a1, title: Dos }] }')).toEqual(['LIST_ID_DUPLICATE']);
  expect(codes('{ criteria: [] }').length).toBe(1);
  expect(codes('{ criteria: [{ id: a1, title: Uno, max: 0 }] }').length).toBe(1);
});
