import fc from 'fast-check';

/** A flow file as an author could write it, step after step; ids are given by its maker. */
type Step = Readonly<Record<string, unknown>>;

const TEXTS = [
  'Hola {{name|vecina}}.',
  '¿Cuánto vendió ayer?',
  'Piense en su negocio. ¿Listo?',
  'Bien, {{person.x|usted}}.',
  'Un texto algo más largo, para que por SMS sean dos partes. '.repeat(3).trim(),
];
const text = fc.constantFrom(...TEXTS);
const options = fc.constantFrom(['NEGOCIO', 'CASA'], ['UNO', 'DOS', 'TRES'], ['Tela', 'Hilo', 'Maíz', 'Leña']);
const condition = fc.constantFrom(
  'person.x == "yes"',
  'person.n > 3',
  'attendance >= 0.5',
  'channel == "sms"',
  '!(person.x == "no")',
  'count.homework.accepted > 0',
);
const weigh = (rare: fc.Arbitrary<Step>[]) => fc.oneof(...rare);

const plain: fc.Arbitrary<Step> = weigh([
  text.map((say) => ({ say })),
  fc.record(
    {
      ask: text,
      answer: fc.constantFrom(
        'text',
        'number',
        'money',
        'date',
        'yes-no',
        'yes-no-notyet',
        'name',
        'photo',
        'voice',
        'document',
        'location',
        'any',
      ),
      save: fc.constantFrom('person.x', 'person.n', 'person.y'),
    },
    { requiredKeys: ['ask', 'answer'] },
  ),
  fc.tuple(text, options).map(([ask, list]) => ({ ask, answer: 'choice', options: list })),
  fc.tuple(text, options, fc.integer({ min: 1, max: 3 })).map(([quiz, list, attempts]) => ({
    quiz,
    options: list,
    correct: list[0],
    attempts,
    right: '¡Eso es!',
    wrong: 'Piénselo.',
  })),
  fc.constantFrom({ set: { 'person.x': 'yes' } }, { set: { 'thread.k': 2 } }, { tag: 'una' }),
  fc.constantFrom({ wait: '1 day' }, { wait: '2 days at 10:00' }),
  fc.constant({ homework: 'libreta' }),
  fc.constant({ run: 'aparte' }),
  fc.constant({ survey: 'base' }),
  fc.record({ handoff: fc.constant('Quiere que le llamen') }),
  fc.constant({ 'check-in': '¿Ya está en la sesión?' }),
  fc.constant({ certificate: '¡Felicidades!', explain: 'Le falta poco.' }),
]);
const inner = fc.array(plain, { minLength: 1, maxLength: 2 });
const nested: fc.Arbitrary<Step> = weigh([
  fc
    .tuple(condition, inner, inner, fc.boolean())
    .map(
      ([test, yes, no, both]) =>
        Object.fromEntries([['if', test], ['then', yes], ...(both ? [['else', no]] : [])]) as Step,
    ),
  fc.tuple(text, inner, inner).map(([choose, a, b]) => ({ choose, options: { VENTAS: a, CUENTAS: b } })),
  fc.tuple(inner, inner).map(([a, b]) => ({
    'at-random': [
      { weight: 1, steps: a },
      { weight: 3, steps: b },
    ],
  })),
  fc
    .tuple(text, inner, inner)
    .map(([ask, yes, no]) => ({ ask, answer: 'yes-no', save: 'person.x', when: { yes, no } })),
]);

const steps = fc.array(fc.oneof({ weight: 3, arbitrary: plain }, nested), { minLength: 1, maxLength: 6 });

const NEEDS_ID = ['ask', 'quiz', 'choose', 'wait', 'run', 'survey', 'homework', 'check-in', 'handoff', 'certificate'];
/** Every step that wants one has an id of its own. JSON is YAML. */
function numbered(list: readonly Step[], next: { n: number }): readonly Step[] {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value) && value.every((one) => typeof one === 'object')) {
      if (value.every((one) => 'steps' in one))
        return value.map((one) => ({ ...one, steps: numbered(one.steps, next) }));
      return numbered(value, next);
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one)]));
    return value;
  };
  return list.map((step) => {
    const id = NEEDS_ID.some((verb) => verb in step) ? { id: `p${next.n++}` } : {};
    const made = Object.fromEntries(
      Object.entries(step).map(([key, value]) => [key, key === 'set' ? value : inside(value)]),
    );
    return { ...made, ...id };
  });
}

const lesson = (name: string) =>
  steps.map((list) => JSON.stringify({ lesson: name, title: name, steps: numbered(list, { n: 1 }) }));

/** Two lessons of any shape; what else a pack needs is written by hand (conversations.ts). */
export const lessons: fc.Arbitrary<readonly [string, string]> = fc.tuple(lesson('uno'), lesson('dos'));
