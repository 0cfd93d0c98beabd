import { FACTS, FILE_KINDS, VERBS } from '../src/assemble/capabilities.ts';
import { buildLibrary, type LibraryInput } from '../src/flow/library-build.ts';

// `npx tsx bench/workshop-check.ts`: a large pack read, checked and compiled, and the same at half and double its size, so
// that anything that is not linear shows. The limit is a second for 200 lessons in four languages. Processor time, since on a
// shared machine the clock measures the neighbours.
const LIMIT = 1_000;
const ROUNDS = 5;
const OTHERS = ['en', 'pt', 'yua'];

const names = Array.from({ length: 200 }, (_, n) => `leccion-${n}`);

function lesson(name: string): string {
  const asks = ['maiz', 'masa', 'leña'].map(
    (what, n) =>
      `  - say: |\n      {{name|Buen día}}, hoy vemos ${what} en ${name}. Lo de sus ventas va aparte, y así sabe si su negocio de veras deja.\n    id: dice-${n}\n` +
      `  - quiz: Doña Chela vende 500 pesos. ¿Cuánto aparta para ${what}?\n    id: cuanto-${n}\n    options: [100 pesos, 200 pesos, Todo]\n    correct: 200 pesos\n    attempts: 2\n    right: ¡Eso es!\n    wrong: Piénselo así, es para vender mañana.\n`,
  );
  return `lesson: ${name}\ntitle: Lección ${name}\nsteps:\n${asks.join('')}  - ask: ¿Ya aparta lo del negocio?\n    id: aparta\n    answer: yes-no-notyet\n    save: person.aparta\n    when:\n      yes: [{ say: Qué bien. }]\n      no: [{ say: Hoy puede empezar. }]\n      not yet: [{ say: Va a empezar hoy. }]\n  - say: Gracias, {{name|vecina}}. Hasta mañana.\n    id: fin\n`;
}

function translated(name: string): [string, object] {
  const steps = [0, 1, 2].flatMap((n) => [
    [`dice-${n}`, { say: `{{name|Good day}}, today we look at ${name}. What you sell goes apart.` }],
    [
      `cuanto-${n}`,
      {
        quiz: 'Chela sells 500 pesos. How much does she put aside?',
        'options.100 pesos': '100 pesos',
        'options.200 pesos': '200 pesos',
        'options.Todo': 'All of it',
        right: 'That is it!',
        wrong: 'Think of tomorrow.',
      },
    ],
  ]);
  const said = ['yes', 'no', 'not yet'].map((key) => [`aparta/when/${key}~1`, { say: 'Good.' }]);
  const rest = [...said, ['aparta', { ask: 'Do you put it aside?' }], ['fin', { say: 'Thank you, {{name|friend}}.' }]];
  return [name, { title: `Lesson ${name}`, ...Object.fromEntries([...steps, ...rest]) }];
}

function pack(lessons: readonly string[]): Pick<LibraryInput, 'files' | 'translations'> {
  const programme = `programme: grande\ntitle: Grande\nlanguages: [es-MX, ${OTHERS.join(', ')}]\ntimezone: America/Monterrey\njoin: GRANDE\nmodules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]\n`;
  const json = JSON.stringify(Object.fromEntries(lessons.map(translated)), null, 2);
  return {
    files: [
      { path: 'grande/programme.yaml', text: programme },
      ...lessons.map((name) => ({ path: `grande/lessons/${name}.yaml`, text: lesson(name) })),
    ],
    translations: OTHERS.map((language) => ({
      language,
      programme: 'grande',
      path: `locales/${language}/grande.json`,
      text: json,
      entries: JSON.parse(json) as unknown,
    })),
  };
}

function run(lessons: readonly string[]): { best: number; issues: readonly string[] } {
  const input = { ...pack(lessons), mediaPaths: [], verbs: VERBS, fileKinds: FILE_KINDS, facts: FACTS };
  let best = Number.POSITIVE_INFINITY;
  let issues: readonly string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    const built = buildLibrary(input);
    // Machines are made on first use: the first answer of each is part of it.
    for (const { flow } of built.library.sources) built.library.flow(flow)!.start({ world: WORLD, random: () => 0.5 });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1_000);
    issues = built.issues.map(({ code, place }) => `${code} ${place.path}:${place.line}`);
  }
  return { best, issues };
}

const WORLD = { person: {}, profile: {}, answers: {}, channel: 'whatsapp', language: 'es-MX', facts: {} } as const;

for (const share of [0.5, 1, 2]) {
  const lessons = Array.from({ length: names.length * share }, (_, n) => `leccion-${n}`);
  const { best, issues } = run(lessons);
  console.log(
    `${lessons.length} lessons, ${OTHERS.length + 1} languages: ${Math.round(best)} ms, ${issues.length} issues`,
  );
  for (const issue of issues.slice(0, 5)) console.log(`  ${issue}`);
  if (share === 1 && best > LIMIT) process.exitCode = 1;
}
