import { describe, expect, it } from 'vitest';
import { versionOf } from '../../src/flow/version.ts';
import { build, choose, event, flowOf, programmeFile, WORLD } from './pack.ts';

const LESSON = `lesson: botes
title: Dos botes
steps:
  - say: Hola {{name|vecina}}.
    sms: Hola.
    audio: hola.ogg
  - quiz: ¿De qué bote?
    id: bote
    options: { NEGOCIO: El del negocio, CASA: El de la casa }
    correct: NEGOCIO
    right: ¡Eso es!
  - say: { one: "Falta una.", other: "Faltan {{thread.faltan|varias}}." }
    id: faltan
  - set: { thread.faltan: 2 }
`;
const files = (text: string, more = '') => [
  programmeFile(['botes'], more),
  { path: 'flows/prueba/lessons/botes.yaml', text },
];
const media = {
  mediaPaths: ['flows/prueba/media/hola.ogg', 'flows/prueba/media/en/hola.ogg', 'flows/prueba/media/adios.ogg'],
};
const flowIn = (text: string) => build(files(text), media).library.flow('prueba/botes')!;

describe('versions', () => {
  const { version } = flowIn(LESSON);

  it.each([
    ['a text', LESSON.replace('Hola {{name|vecina}}.', 'Buenos días.')],
    ['a label', LESSON.replace('El de la casa', 'El bote de la casa')],
    ['the title', LESSON.replace('title: Dos botes', 'title: Botes')],
    ['the name of a media file', LESSON.replace('hola.ogg', 'adios.ogg')],
    ['the SMS form', LESSON.replace('sms: Hola.', 'sms: Buenas.')],
    ['a comment', `# Un comentario\n${LESSON}`],
    [
      'the order of keys',
      LESSON.replace('    sms: Hola.\n    audio: hola.ogg\n', '    audio: hola.ogg\n    sms: Hola.\n'),
    ],
  ])('%s changed is the same version', (_what, text) => {
    expect(flowIn(text).version).toBe(version);
  });

  it.each([
    ['the right answer', LESSON.replace('correct: NEGOCIO', 'correct: CASA')],
    ['an option', LESSON.replace('CASA: El de la casa', 'HOGAR: El de la casa')],
    ['the tries', LESSON.replace('correct: NEGOCIO', 'correct: NEGOCIO\n    attempts: 2')],
    ['an id', LESSON.replace('id: bote\n', 'id: cual\n')],
    ['a step', LESSON.replace('  - say: Hola', '  - say: Antes.\n  - say: Hola')],
    ['a condition', LESSON.replace('    sms: Hola.', '    sms: Hola.\n    if: channel == "sms"')],
    ['a value', LESSON.replace('thread.faltan: 2', 'thread.faltan: 3')],
  ])('%s changed is another version', (_what, text) => {
    expect(flowIn(text).version).not.toBe(version);
  });

  it('an older version is compiled from its kept source and runs on', () => {
    const old = build(files(LESSON), media).library;
    const edited = LESSON.replace('  - quiz: ¿De qué bote?\n    id: bote', '  - quiz: ¿Cuál bote?\n    id: cual');
    const { library, issues } = build(files(edited), { ...media, old: old.sources });
    expect(issues).toEqual([]);
    const before = library.flow('prueba/botes', version)!;
    expect(before.version).toBe(version);
    expect(before.keys).toContain('bote');
    expect(library.flow('prueba/botes')!.keys).toContain('cual');
    const step = before.next({ value: 'bote', context: {} }, choose('NEGOCIO'));
    expect(step).toMatchObject({ done: true, moved: true });
    // Its words are those of that version, where the step is gone from the new one.
    expect(library.text(before, 'bote', 'quiz', 'es-MX')?.text).toBe('¿De qué bote?');
    expect(library.sources.map((source) => source.version).sort()).toEqual(
      [version, library.flow('prueba/botes')!.version].sort(),
    );
    expect(library.flow('prueba/botes', 'unheard-of')).toBeUndefined();
    expect(library.flow('prueba/nada')).toBeUndefined();
  });

  it('an older version is read only when somebody who stands in it is heard, and today is not built anew for it', () => {
    const { library } = build(files(LESSON), media);
    let reads = 0;
    const { text, ...about } = library.sources.find(({ flow }) => flow === 'prueba/botes')!;
    const old = {
      ...about,
      version: 'v0',
      get text() {
        reads++;
        return text;
      },
    };
    const knowing = library.knowing([old]);
    expect(knowing.sources).toHaveLength(library.sources.length + 1);
    expect(knowing.flow('prueba/botes')).toBe(library.flow('prueba/botes'));
    expect(reads).toBe(0);
    expect(knowing.flow('prueba/botes', 'v0')).toMatchObject({ version: 'v0' });
    expect(knowing.flow('prueba/botes', 'v0')).toBe(knowing.flow('prueba/botes', 'v0'));
    expect(reads).toBeGreaterThan(0);
    expect(library.flow('prueba/botes', 'v0')).toBeUndefined();
  });

  it('an older source that today refuses gives nothing, and no exception', () => {
    const source = {
      flow: 'prueba/botes',
      version: 'v0',
      kind: 'lesson',
      path: 'flows/prueba/lessons/botes.yaml',
      text: 'lesson: botes\nsteps: [{ gone: 1 }]',
    };
    expect(build(files(LESSON), { ...media, old: [source] }).library.flow('prueba/botes', 'v0')).toBeUndefined();
  });

  it('does not depend on chance or on the machine', () => {
    const plan = {
      first: 'a',
      entries: new Map(),
      states: [
        { key: 'a', step: 'a', fragment: { entry: [], always: [{ to: 'end' as const }] }, target: () => '@end' },
      ],
    };
    expect(versionOf('lesson', plan)).toBe('aa99f23f706123ee');
  });
});

describe('texts', () => {
  const translation = {
    language: 'en',
    programme: 'prueba',
    path: 'locales/en/prueba.json',
    entries: {
      botes: {
        title: 'Two jars',
        '~1': { say: 'Hello {{name|friend}}.', sms: 'Hello.' },
        bote: { quiz: { text: 'Which jar?' }, 'options.NEGOCIO': 'Business', 'options.CASA': 'Home', right: 'Yes!' },
        faltan: { say: { one: 'One left.', other: '{{thread.faltan|Some}} left.' } },
      },
    },
  };
  const { library, issues } = build(
    [
      { path: 'flows/prueba/programme.yaml', text: programmeFile(['botes']).text.replace('[es-MX]', '[es-MX, en]') },
      files(LESSON)[1]!,
    ],
    { ...media, translations: [translation] },
  );
  const flow = library.flow('prueba/botes')!;
  const text = (step: string, field: string, language: string, count?: number) =>
    library.text(flow, step, field, language, count);

  it('has no issues', () => expect(issues).toEqual([]));

  it('come in her language, else in the nearest that the pack has', () => {
    expect(text('~1', 'say', 'es-MX')).toEqual({ text: 'Hola {{name|vecina}}.', sms: 'Hola.', language: 'es-MX' });
    expect(text('~1', 'say', 'en')).toEqual({ text: 'Hello {{name|friend}}.', sms: 'Hello.', language: 'en' });
    expect(text('~1', 'say', 'en-GB')?.text).toBe('Hello {{name|friend}}.');
    for (const language of ['yua', 'es', 'es-CL', 'pt', 'es-MX'])
      expect(text('~1', 'say', language)?.text).toBe('Hola {{name|vecina}}.');
  });

  it('give labels, plurals, titles and nothing for what is not there', () => {
    expect(text('bote', 'options.CASA', 'es-MX')?.text).toBe('El de la casa');
    expect(text('bote', 'options.CASA', 'en')?.text).toBe('Home');
    expect(text('faltan', 'say', 'es-MX', 1)?.text).toBe('Falta una.');
    expect(text('faltan', 'say', 'en', 2)?.text).toBe('{{thread.faltan|Some}} left.');
    expect(text('faltan', 'say', 'es-MX')?.text).toBe('Faltan {{thread.faltan|varias}}.');
    expect(text('', 'title', 'en')?.text).toBe('Two jars');
    expect(text('bote', 'options.yes', 'es-MX')).toBeUndefined();
    expect(text('gone', 'say', 'es-MX')).toBeUndefined();
  });
});

describe('a programme', () => {
  it('is joined by its word or its name, whole and without typos', () => {
    const { library } = build(files(LESSON), media);
    for (const typed of ['PRUEBO', 'pruebo', ' Pruebo! ', 'prueba'])
      expect(library.joining(typed)?.programme, typed).toBe('prueba');
    for (const typed of ['prueb', 'quiero PRUEBO', '']) expect(library.joining(typed), typed).toBeUndefined();
  });

  it('lists the facts that its conditions and rules ask for', () => {
    const { library } = build(
      files(
        LESSON.replace('    sms: Hola.', '    sms: Hola.\n    if: quiz.botes.score >= 1'),
        'certificate: attendance >= 0.8\nat_risk: [{ when: sessions.missed_in_a_row >= 2, why: Faltó }]\n',
      ),
      media,
    );
    expect([...library.facts].sort()).toEqual(['attendance', 'quiz', 'sessions']);
  });

  it('with errors is not in the library, while the others are', () => {
    const broken = {
      path: 'flows/rota/programme.yaml',
      text: programmeFile(['nada']).text.replace('programme: prueba', 'programme: rota').replace('PRUEBO', 'ROTA'),
    };
    const { library, issues } = build([...files(LESSON), broken], media);
    expect(issues.map((issue) => issue.code)).toEqual(['REF_UNKNOWN']);
    expect([...library.programmes.keys()]).toEqual(['prueba']);
  });

  it('that names consent and profile without files gets the built-in ones', () => {
    const { library, issues } = build(files(LESSON, 'consent: permiso-1\nprofile: registro\naddress: tu\n'), media);
    expect(issues).toEqual([]);
    const consent = library.flow('prueba/permiso')!;
    expect(consent.rank).toBe('service');
    expect(library.text(consent, 'acepta', 'ask', 'es-MX')?.text).toContain('tu nombre');
    const asked = consent.start(event('START'));
    const given = consent.next(asked.state, choose('yes'));
    expect(given.emitted.map(({ action }) => action)).toContainEqual({ type: 'save', to: 'consent' });
    expect(library.flow('prueba/registro')!.keys).toEqual(['nombre', 'comunidad', 'negocio', 'habla', 'lee', 'canal']);
  });

  it('that has its own consent keeps it', () => {
    const own =
      'service: permiso\ntitle: Permiso\nsteps:\n  - ask: ¿Acepta?\n    id: si\n    answer: yes-no\n    save: consent\n';
    const { library, issues } = build(
      [...files(LESSON, 'consent: permiso-1\n'), { path: 'flows/prueba/services/permiso.yaml', text: own }],
      media,
    );
    expect(issues).toEqual([]);
    expect(library.flow('prueba/permiso')!.keys).toEqual(['si']);
  });
});

it('writes of the turn are seen by later conditions over what was loaded', () => {
  const flow = flowOf(`lesson: escribe
title: Escribe
steps:
  - ask: ¿Cuánto vendió?
    id: venta
    answer: number
    save: person.venta
  - say: Mucho.
    if: person.venta > 100 && answers.escribe.venta > 100
`);
  const { state } = flow.start(event('START'));
  const world = { ...WORLD, person: { venta: 5 }, answers: { escribe: { venta: 5 } } };
  const step = flow.next(state, event('ANSWER', { answer: { type: 'number', number: 500 }, world }));
  expect(step.emitted.at(-1)).toEqual({ step: 'venta~1', action: { type: 'say', field: 'say' } });
});
