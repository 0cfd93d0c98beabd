export const MONDAY = Date.parse('2026-03-02T16:00:00Z'); // 10:00 in Monterrey

/** Ten minutes into the session. */
export const TUESDAY = Date.parse('2026-03-03T22:10:00Z');

export const PLAN = {
  programme: 'llera',
  name: 'grupo-a',
  startsOn: '2026-03-02',
  timezone: 'America/Monterrey',
  sessions: [{ id: 's1', title: 'Arranque', week: 1, day: 'tue', at: '16:00', minutes: 120 }],
};
export const ENROL = {
  programme: 'llera',
  cohort: 'grupo-a',
  name: 'Ana',
  phone: '+528341234567',
  channel: 'whatsapp-cloud',
  ourNumber: '100',
};

/** A small programme with one of everything. */
export const PACK = {
  'programme.yaml': `
programme: llera
title: Negocio de mi tierra
languages: [es-MX]
timezone: America/Monterrey
join: MITIERRA
consent: permiso-1
modules: [{ title: Dinero, lessons: [dos-botes, cierre] }]
sessions:
  - { id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120 }
words: [COLIBRI]
certificate: count.homework.submitted >= 1
`,
  'lessons/dos-botes.yaml': `
lesson: dos-botes
title: Dos botes
steps:
  - say: Hoy, dos botes.
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    right: ¡Eso es!
    wrong: Piénselo otra vez.
  - homework: botes
`,
  'homework/botes.yaml': `
homework: botes
title: Sus dos botes
ask: Mande una foto de sus botes.
accept: [photo, text, voice]
due: 3 days at 20:00
remind: [1 day before at 18:00]
`,
  'lessons/cierre.yaml': `
lesson: cierre
title: Cierre
steps:
  - handoff: Crédito
    promise: Rosa le llama mañana.
  - survey: base
    id: encuesta
  - certificate: Ya tiene su constancia.
    explain: Le falta su tarea.
  - homework: costo
`,
  'homework/costo.yaml': `
homework: costo
title: Lo que cuesta
ask: ¿Cuánto gastó hoy?
`,
  'surveys/base.yaml': `
survey: base
wave: endline
steps:
  - { ask: ¿Cuántas personas comen de su negocio?, id: personas, answer: number }
  - { ask: ¿Cuánto le quedó?, id: ganancia, answer: money }
`,
};
