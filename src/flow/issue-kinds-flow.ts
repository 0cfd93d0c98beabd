import { error, type IssueKind, warning } from './issue-kind.ts';

/** How a flow goes: where it ends, where somebody could be stuck, what nobody ever gets. */
export const FLOW_ISSUES = {
  END_SILENT: warning(
    '- ask: ¿Quiere seguir?\n  id: sigue\n  answer: yes-no\n  when:\n    no: [{ end: true }]\n- say: Sigamos.',
    '- ask: ¿Quiere seguir?\n  id: sigue\n  answer: yes-no\n  when:\n    no: [{ say: Hasta pronto. }, { end: true }]\n- say: Sigamos.',
  ),
  ANSWER_UNHEARD: warning(
    '- ask: ¿Ya apartó?\n  id: aparto\n  answer: yes-no\n  when:\n    yes: [{ say: Qué bien. }]',
    '- ask: ¿Ya apartó?\n  id: aparto\n  answer: yes-no\n  when:\n    yes: [{ say: Qué bien. }]\n- say: Eso es todo por hoy.',
  ),
  WAIT_LAST: warning(
    '- say: Mañana seguimos.\n- wait: 1 day\n  id: manana',
    '- say: Mañana seguimos.\n- wait: 1 day\n  id: manana\n- say: Buenos días. Aquí seguimos.',
  ),
  BRANCH_EMPTY: warning(
    '- if: person.vende == "tamales"\n  then: []\n- ask: ¿Qué vende?\n  id: vende\n  save: person.vende',
    '- if: person.vende == "tamales"\n  then: [{ say: Qué ricos. }]\n- ask: ¿Qué vende?\n  id: vende\n  save: person.vende',
  ),
  CONDITION_CONSTANT: warning('- say: Qué bien.\n  if: 1 == 1', '- say: Qué bien.\n  if: attendance >= 0.8'),
  REQUIRED_NO_HINT: warning(
    '- ask: ¿Cuánto vendió ayer?\n  id: ventas\n  answer: number\n  required: true',
    '- ask: ¿Cuánto vendió ayer?\n  id: ventas\n  answer: number\n  required: true\n  hint: Escriba solo el número, por ejemplo 350.',
  ),
  REQUIRED_NO_WAY_OUT: warning(
    '- ask: Mándenos una foto de su libreta.\n  sms: Mande una foto de su libreta.\n  id: libreta\n  answer: photo\n  required: true',
    '- ask: Mándenos una foto de su libreta.\n  sms: Escriba lo que dice su libreta.\n  id: libreta\n  answer: photo',
  ),
  LOOP_ONE_WAY: warning(
    'lesson: ejemplo\nsteps:\n  - ask: ¿Quedó claro?\n    id: claro\n    answer: yes-no\n    when:\n      no: [{ run: ejemplo, id: otra-vez }]\n  - say: Sigamos.',
    'lesson: ejemplo\nsteps:\n  - ask: ¿Quedó claro?\n    id: claro\n    answer: yes-no\n    when:\n      no: [{ say: "Dicho de otro modo, aparte primero lo del maíz." }]\n  - say: Sigamos.',
  ),
  ANSWER_NEEDS_SMS: warning(
    '- ask: Mándenos una foto de sus dos botes.\n  id: foto\n  answer: photo',
    '- ask: Mándenos una foto de sus dos botes.\n  sms: Escriba como hizo sus dos botes.\n  id: foto\n  answer: photo',
  ),
  HOMEWORK_UNUSED: warning(
    'lesson: ejemplo\nsteps:\n  - say: Eso es todo.\n---\nhomework: cuentas\ntitle: Sus cuentas\nask: Escriba cuánto vendió.\naccept: [text]',
    'lesson: ejemplo\nsteps:\n  - say: Le toca a usted.\n  - homework: cuentas\n---\nhomework: cuentas\ntitle: Sus cuentas\nask: Escriba cuánto vendió.\naccept: [text]',
  ),
  SURVEY_UNUSED: warning(
    'survey: base\nwave: [baseline, endline]\nsteps:\n  - ask: ¿Cuántas personas trabajan con usted?\n    id: personas\n    answer: number',
    'surveys:\n  - { survey: base, wave: baseline, when: start }\n  - { survey: base, wave: endline, when: end }\n---\nsurvey: base\nwave: [baseline, endline]\nsteps:\n  - ask: ¿Cuántas personas trabajan con usted?\n    id: personas\n    answer: number',
  ),
} as const satisfies Record<string, IssueKind>;

/** What a programme says until some day. */
export const FACT_ISSUES = {
  FACT_EXPIRED: warning(
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2025-01-15, expires_on: 2025-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: Pregunte el tope de este año, que es {{fact.tope|el que le digan en el SAT}}.',
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-01-15, expires_on: 2027-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: Pregunte el tope de este año, que es {{fact.tope|el que le digan en el SAT}}.',
  ),
  FACT_EXPIRES_SOON: warning(
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-01-15, expires_on: 2026-12-15 }   # today is 2026-12-01\n---\nlesson: ejemplo\nsteps:\n  - say: El tope es {{fact.tope|el que le digan en el SAT}}.',
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-11-28, expires_on: 2027-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: El tope es {{fact.tope|el que le digan en el SAT}}.',
  ),
  FACT_UNVERIFIED: warning(
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, expires_on: 2027-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: El tope es {{fact.tope|el que le digan en el SAT}}.',
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-01-15, expires_on: 2027-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: El tope es {{fact.tope|el que le digan en el SAT}}.',
  ),
  FACT_UNUSED: warning(
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-01-15, expires_on: 2027-12-31 }',
    'facts:\n  tope: { text: 300 mil pesos, country: MX, authority: SAT, verified_on: 2026-01-15, expires_on: 2027-12-31 }\n---\nlesson: ejemplo\nsteps:\n  - say: El tope es {{fact.tope|el que le digan en el SAT}}.',
  ),
} as const satisfies Record<string, IssueKind>;

/** Words by which somebody joins or checks in, and options that mean something else. */
export const WORD_ISSUES = {
  WORD_TAKEN: error('words: [LUCERO, MENU]', 'words: [LUCERO, COLIBRI]'),
  WORD_ANSWER: warning(
    'words: [LUCERO, TAMAL]\n---\nlesson: ejemplo\nsteps:\n  - ask: ¿Qué vende más?\n    id: vende\n    options: [TAMAL, ATOLE]',
    'words: [LUCERO, COLIBRI]\n---\nlesson: ejemplo\nsteps:\n  - ask: ¿Qué vende más?\n    id: vende\n    options: [TAMAL, ATOLE]',
  ),
  OPTION_COMMAND: warning(
    '- ask: ¿Qué quiere ver?\n  id: ver\n  options: [MENU, PRECIOS]',
    '- ask: ¿Qué quiere ver?\n  id: ver\n  options: [COMIDAS, PRECIOS]',
  ),
  OPTION_ALARM: warning(
    '- ask: ¿Cómo se siente para vender?\n  id: siente\n  options: [TENGO MIEDO, CON GANAS]',
    '- ask: ¿Cómo se siente para vender?\n  id: siente\n  options: [ME CUESTA, CON GANAS]',
  ),
  OPTION_CUT: warning(
    '- ask: ¿Cuánto vendió?\n  id: vendio\n  options: [1,500 pesos, 900 pesos]',
    '- ask: ¿Cuánto vendió?\n  id: vendio\n  options: ["1,500 pesos", 900 pesos]',
  ),
  OPTION_NUMBERED: warning(
    '- ask: ¿Qué vende?\n  id: vende\n  options: [1. Pan, 2. Miel]',
    '- ask: ¿Qué vende?\n  id: vende\n  options: [Pan, Miel]',
  ),
  OPTION_NUMBER: warning(
    '- ask: ¿Cuántos días abre?\n  id: dias\n  options: ["2", "1", "7"]',
    '- ask: ¿Cuántos días abre?\n  id: dias\n  options: [2 días, 1 día, 7 días]',
  ),
} as const satisfies Record<string, IssueKind>;
