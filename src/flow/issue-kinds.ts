import { error, type IssueKind, warning } from './issue-kind.ts';
import { FACT_ISSUES, FLOW_ISSUES, WORD_ISSUES } from './issue-kinds-flow.ts';
import { TEXT_ISSUES } from './issue-kinds-text.ts';
import { TURN_ISSUES } from './issue-kinds-turn.ts';

/** Every issue a pack can have: stable code → what it is, with an example wrong and right. */
export const ISSUES = {
  YAML_SYNTAX: error('- say: "Hola', '- say: "Hola"'),
  YAML_DUPLICATE_KEY: error('- say: Hola\n  say: Adiós', '- say: Hola\n- say: Adiós'),
  YAML_ALIAS: error('- &hola { say: Hola }\n- *hola', '- say: Hola\n- say: Hola'),
  YAML_TOO_DEEP: error('if … then … if … then …', 'Move the inner steps to a flow and `run` it'),
  FILE_TOO_BIG: error('lessons/todo-el-curso.yaml', 'One lesson a file'),
  FILE_NOT_TEXT: error('saved as Latin-1 or UTF-16', 'saved as UTF-8'),
  FILE_KIND_UNKNOWN: error('leson: ejemplo\nsteps:\n  - say: Hola.', 'lesson: ejemplo\nsteps:\n  - say: Hola.'),
  FILE_WITHOUT_PROGRAMME: error('flows/dos-botes.yaml', 'flows/llera/lessons/dos-botes.yaml'),
  FILE_UNREAD: warning('lessons/dos-botes.yaml.txt', 'lessons/dos-botes.yaml'),
  FILE_IN_WRONG_FOLDER: warning('surveys/dos-botes.yaml', 'lessons/dos-botes.yaml'),
  PROGRAMME_DUPLICATE: error('programme: llera (twice)', 'programme: llera-2'),
  PROGRAMME_JOIN_DUPLICATE: error('join: MITIERRA (twice)', 'join: MITIERRA2'),
  NAME_DUPLICATE: error(
    'lesson: botes\nsteps:\n  - say: Hola.\n---\nhomework: botes\ntitle: Sus botes\nask: Escriba cómo hizo sus botes.\naccept: [text]',
    'lesson: los-botes\nsteps:\n  - say: Hola.\n---\nhomework: botes\ntitle: Sus botes\nask: Escriba cómo hizo sus botes.\naccept: [text]',
  ),
  NAME_INVALID: error('lesson: Dos_Botes\nsteps:\n  - say: Hola.', 'lesson: dos-jarros\nsteps:\n  - say: Hola.'),
  KEY_UNKNOWN: error(
    '- quiz: ¿De qué bote?\n  id: maiz\n  options: [NEGOCIO, CASA]\n  correct: NEGOCIO\n  atempts: 2',
    '- quiz: ¿De qué bote?\n  id: maiz\n  options: [NEGOCIO, CASA]\n  correct: NEGOCIO\n  attempts: 2',
  ),
  KEY_MISSING: error(
    '- quiz: ¿De qué bote?\n  id: maiz\n  options: [NEGOCIO, CASA]',
    '- quiz: ¿De qué bote?\n  id: maiz\n  options: [NEGOCIO, CASA]\n  correct: NEGOCIO',
  ),
  VALUE_INVALID: error(
    '- ask: ¿Cuál?\n  id: cual\n  answer: chioce\n  options: [Maíz, Frijol]',
    '- ask: ¿Cuál?\n  id: cual\n  answer: choice\n  options: [Maíz, Frijol]',
  ),
  DURATION_INVALID: error(
    '- wait: tres días\n  id: espera\n- say: Aquí seguimos.',
    '- wait: 3 days at 10:00\n  id: espera\n- say: Aquí seguimos.',
  ),
  TIMEZONE_UNKNOWN: error('timezone: America/Monterey', 'timezone: America/Monterrey'),
  VERB_UNKNOWN: error('- sya: Hola', '- say: Hola'),
  VERB_MISSING: error('- id: maiz', '- ask: ¿Cuánto maíz?\n  id: maiz'),
  VERB_TWO: error('- say: Hola\n  ask: ¿Cómo está?\n  id: como', '- say: Hola\n- ask: ¿Cómo está?\n  id: como'),
  FLOW_EMPTY: error('lesson: ejemplo\nsteps: []', 'lesson: ejemplo\nsteps:\n  - say: Hola'),
  STEPS_TOO_MANY: error('600 steps in one lesson', 'Two lessons'),
  ID_MISSING: error('- ask: ¿Cómo está?', '- ask: ¿Cómo está?\n  id: como-esta'),
  ID_DUPLICATE: error(
    '- ask: ¿Cuánto maíz?\n  id: maiz\n- ask: ¿De qué color?\n  id: maiz',
    '- ask: ¿Cuánto maíz?\n  id: maiz\n- ask: ¿De qué color?\n  id: color',
  ),
  ID_INVALID: error('- ask: ¿Cuántos kilos?\n  id: 1.5 kilos', '- ask: ¿Cuántos kilos?\n  id: kilos'),
  TEXT_HASH: error('- say: Marque #1 y luego #2 en su libreta', '- say: "Marque #1 y luego #2 en su libreta"'),
  TEXT_TOO_LONG: error('ask: (1,200 characters)', 'say: (the story)\nask: (the question)'),
  PLACEHOLDER_BROKEN: error('- say: Hola {{name}.', '- say: Hola {{name|vecina}}.'),
  PLACEHOLDER_UNKNOWN: error('- say: Hola {{nmae|vecina}}.', '- say: Hola {{name|vecina}}.'),
  PLACEHOLDER_FALLBACK: error('- say: Hola {{name}}.', '- say: Hola {{name|vecina}}.'),
  OPTIONS_MISSING: error(
    '- ask: ¿Cuál?\n  id: cual\n  answer: choice',
    '- ask: ¿Cuál?\n  id: cual\n  options: [Maíz, Frijol]',
  ),
  OPTIONS_TOO_MANY: error(
    '- ask: ¿Qué vende?\n  id: vende\n  options: [Pan, Atole, Tamales, Queso, Huevo, Miel, Fruta, Ropa, Flores, Leña, Otro]',
    '- ask: ¿Qué vende?\n  id: vende\n  options: [Pan, Atole, Tamales, Queso, Huevo, Miel, Fruta, Ropa, Flores, Otro]',
  ),
  OPTION_DUPLICATE: error(
    '- ask: ¿Seguro?\n  id: seguro\n  options: [Sí, si]',
    '- ask: ¿Seguro?\n  id: seguro\n  options: [Sí, No]',
  ),
  OPTION_TOO_LONG: error(
    '- ask: ¿Dónde?\n  id: donde\n  options: [Vendo en el mercado los martes, En casa]',
    '- ask: ¿Dónde?\n  id: donde\n  options: [En el mercado, En casa]',
  ),
  OPTION_OPT_OUT: error(
    '- ask: ¿Y ahora?\n  id: ahora\n  options: [SIGO, ALTO]',
    '- ask: ¿Y ahora?\n  id: ahora\n  options: [SIGO, ESPERO]',
  ),
  ANSWER_IMPOSSIBLE: error(
    '- ask: ¿Ya?\n  id: ya\n  answer: yes-no\n  when:\n    si: [{ say: Qué bien. }]',
    '- ask: ¿Ya?\n  id: ya\n  answer: yes-no\n  when:\n    yes: [{ say: Qué bien. }]\n    no: [{ say: Otro día. }]',
  ),
  SAVE_INVALID: error(
    '- ask: ¿Qué vende?\n  id: vende\n  save: vende',
    '- ask: ¿Qué vende?\n  id: vende\n  save: person.vende',
  ),
  REF_UNKNOWN: error('- homework: bote', '- homework: botes'),
  MEDIA_MISSING: error('- say: Escuche.\n  audio: dos-bote.ogg', '- say: Escuche.\n  audio: dos-botes.ogg'),
  CEL_SYNTAX: error('- say: Qué bien.\n  if: attendance >=', '- say: Qué bien.\n  if: attendance >= 0.8'),
  CEL_NAME: error('- say: Qué bien.\n  if: atendance >= 0.8', '- say: Qué bien.\n  if: attendance >= 0.8'),
  CEL_TYPE: error('- say: Qué bien.\n  if: attendance > "mucho"', '- say: Qué bien.\n  if: attendance > 0.8'),
  RULE_IMPOSSIBLE: error('certificate: attendance >= 80', 'certificate: attendance >= 0.8'),
  RULE_NO_SESSIONS: warning(
    'certificate: attendance >= 0.8',
    'certificate: attendance >= 0.8\nsessions: [{ id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120 }]',
  ),
  LOOP_WITHOUT_WAIT: error(
    'lesson: ejemplo\nsteps:\n  - run: saludo\n    id: saluda\n---\nservice: saludo\nsteps:\n  - say: Hola.\n  - run: ejemplo\n    id: vuelve',
    'lesson: ejemplo\nsteps:\n  - run: saludo\n    id: saluda\n---\nservice: saludo\nsteps:\n  - say: Hola.',
  ),
  STEP_UNREACHABLE: error('- end: true\n- say: Hola', '- say: Hola\n- end: true'),
  LESSON_UNUSED: warning('lessons/dos-botes.yaml', 'modules: [{ title: Dinero, lessons: [dos-botes] }]'),
  LIST_ID_DUPLICATE: error(
    'sessions:\n  - { id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120 }\n  - { id: s1, title: Los botes, week: 2, day: tue, at: "16:00", minutes: 120 }',
    'sessions:\n  - { id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120 }\n  - { id: s2, title: Los botes, week: 2, day: tue, at: "16:00", minutes: 120 }',
  ),
  CONTACT_MISSING: warning(
    'phrases: [me pega]',
    'phrases: [me pega]\ncontact:\n  - { site: Llera, name: Instituto de la Mujer, phone: "+52 832 123 4567", hours: de 8 a 15, verified_on: 2026-01-15 }',
  ),
  FIELD_UNCLASSED: warning(
    '- ask: ¿De dónde viene?\n  id: viene\n  save: profile.nacionalidad',
    'fields: { profile.nacionalidad: never }\n---\nlesson: ejemplo\nsteps:\n  - ask: ¿De dónde viene?\n    id: viene\n    save: profile.nacionalidad',
  ),
  LANGUAGE_UNKNOWN: error('languages: [español]', 'languages: [es-MX]'),
  CALENDAR_ORDER: error(
    'calendar: [{ pause: cosecha, from: 2026-05-17, to: 2026-05-04 }]',
    'calendar: [{ pause: cosecha, from: 2026-05-04, to: 2026-05-17 }]',
  ),
  TEMPLATE_LANGUAGE: error(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      yua:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
  ),
  TEMPLATE_TEXT: error(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: "{{name|vecina}}, ya está su lección"\n        button: Recibir lección',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
  ),
  TEMPLATE_VARIABLE: error(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{nombre|vecina}}, ya está su lección.\n        button: Recibir lección',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
  ),
  TEMPLATE_BUTTON: error(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Quiero recibir mi lección',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
  ),
  TEMPLATE_DUPLICATE: error(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección\n  - for: nudge\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, le falta un paso.',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección\n  - for: nudge\n    name: prueba_recordatorio\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, le falta un paso.',
  ),
  TEMPLATE_MARKETING: warning(
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    category: marketing\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
    'templates:\n  - for: lesson\n    name: prueba_leccion\n    category: utility\n    languages:\n      es_MX:\n        text: Hola {{name|vecina}}, ya está su lección.\n        button: Recibir lección',
  ),
  TRANSLATION_UNKNOWN: warning(
    '{ "ejemplo": { "title": "Example", "salluda": { "say": "Good morning." } } }',
    '{ "ejemplo": { "title": "Example", "saluda": { "say": "Good morning." } } }',
  ),
  TRANSLATION_MISSING: warning('(no entry)', '"maiz": { "quiz": "…" }'),
  TRANSLATION_STALE: warning('"of": "0a1b2c3d"', 'Translate again and run `recado translate`'),
  TRANSLATION_PLACEHOLDER: error(
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning, {{nmae|neighbour}}." } } }',
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning, {{name|neighbour}}." } } }',
  ),
  LIVE_ELSEWHERE: warning(
    '- ask: ¿Cuánto maíz compra?\n  id: compra        # was `id: maiz`, and twelve people come to it next',
    '- ask: ¿Cuánto maíz compra?\n  id: maiz          # the words may change; the id stays',
  ),
  LIVE_ENDS: warning(
    'steps:\n  - say: Hoy no hay lección.',
    'A new lesson beside the old one, named in `modules` after it',
  ),
  LIVE_ANEW: warning(
    "An old source that today's language refuses",
    'Wait until they have ended the flow, or tell them',
  ),
  LIVE_FLOW_GONE: warning(
    'lessons/dos-botes.yaml deleted',
    'lessons/dos-botes.yaml kept, and its name taken out of `modules`',
  ),
  ...FLOW_ISSUES,
  ...FACT_ISSUES,
  ...WORD_ISSUES,
  ...TEXT_ISSUES,
  ...TURN_ISSUES,
} as const satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUES;
