import type { Asked, Records } from './api-world.ts';

/** For every route one request that works, over the records of a programme: a route without one fails the tests. */
export const SAMPLES: Readonly<Record<string, (of: Records) => Asked>> = {
  'programmes.list': () => ({}),
  'programme.totals': ({ programme }) => ({ params: { programme } }),
  'cohorts.list': ({ programme }) => ({ query: { programme } }),
  'cohorts.new': ({ programme }) => ({ body: { programme, name: 'grupo-nuevo', starts_on: '2026-04-01' } }),
  'sessions.list': ({ programme }) => ({ query: { programme } }),
  'people.enrol': ({ programme }) => ({
    body: { programme, cohort: `${programme}-uno`, name: 'Nueva', phone: '+52 834 155 0001', channel: 'twilio-sms' },
  }),
  'people.list': ({ programme }) => ({ query: { programme } }),
  'people.search': ({ programme }) => ({ body: { audience: { programme } } }),
  'people.get': ({ person }) => ({ params: { id: person } }),
  'tasks.list': () => ({}),
  'tasks.close': ({ task }) => ({ params: { id: task } }),
  'cases.list': () => ({}),
  'cases.close': (of) => ({ params: { id: of.case } }),
  'staff.list': () => ({}),
  'staff.add': ({ programme }) => ({
    body: { name: 'Elena', role: 'deputy', programme, phone: '+52 834 155 0002', channel: 'twilio-sms' },
  }),
  'staff.scope': ({ staff, cohort }) => ({ params: { id: staff }, body: { within: [cohort] } }),
  'staff.end': ({ staff }) => ({ params: { id: staff } }),
  'audit.list': () => ({}),
  'broadcasts.list': ({ programme }) => ({ query: { programme } }),
  'broadcasts.create': ({ programme }) => ({ body: { audience: { programme }, text: { text: 'Mañana hay sesión.' } } }),
  'broadcasts.get': ({ broadcasts }) => ({ params: { id: broadcasts.send.id } }),
  'broadcasts.recipients': ({ broadcasts }) => ({ params: { id: broadcasts.send.id } }),
  'broadcasts.send': ({ broadcasts: { send } }) => ({ params: { id: send.id }, body: { code: send.code } }),
  'broadcasts.test': ({ broadcasts, staff }) => ({ params: { id: broadcasts.test.id }, body: { person: staff } }),
  'broadcasts.resend': ({ broadcasts }) => ({ params: { id: broadcasts.resend.id }, body: {} }),
  'broadcasts.pause': ({ broadcasts }) => ({ params: { id: broadcasts.pause.id } }),
  'broadcasts.resume': ({ broadcasts }) => ({ params: { id: broadcasts.resume.id } }),
  'broadcasts.cancel': ({ broadcasts }) => ({ params: { id: broadcasts.cancel.id } }),
  'units.list': ({ programme }) => ({ query: { programme } }),
  'units.new': ({ programme }) => ({ body: { programme, kind: 'site', name: 'la-mesa', title: 'La Mesa' } }),
  'units.place': ({ programme, person }) => ({
    body: { programme, kind: 'partner', unit: `partner-${programme}`, persons: [person] },
  }),
  'enterprises.list': ({ programme }) => ({ query: { programme } }),
  'enterprises.save': ({ programme, person }) => ({
    body: { programme, name: 'Tamales Doña Mari', sector: 'food', people: [person] },
  }),
  'households.save': ({ programme, person }) => ({
    body: { programme, name: 'familia 12', people: 4, members: [person] },
  }),
  'reports.indicators': ({ programme }) => ({ query: { programme } }),
};
