import { CASES } from './cases.ts';
import { readResults, told } from './results.ts';

/** The part of docs/conformance.md that shows the same cases on another framework. */
export function besidePage(): string[] {
  const kept = readResults();
  if (!kept)
    return ['`npm run prove -- --peers` plays the same cases on BuilderBot; its results are not kept yet.', ''];
  const { on, node, builderbot, times, results } = kept;
  const seen = new Map(results.map((one) => [one.case, one]));
  return [
    `The same cases, described once in \`test/prove/peers/cases.ts\`, played on Recado over the emulator of Meta's Cloud API (in every`,
    '`npm test`) and on BuilderBot behind its own HTTP server, over a provider that counts what she receives (`npm run prove -- --peers`,',
    'about two minutes; it installs `bench/peers` if need be). Three questions, three answers; between two acts all is quiet.',
    '',
    `| case | promise | Recado | BuilderBot ${builderbot} | BuilderBot with every setting that helps |`,
    '|---|---|---|---|---|',
    ...CASES.map(({ name, promise }) => {
      const one = seen.get(name);
      const cell = (outcomes: readonly string[] | undefined) => (outcomes ? told(outcomes) : 'not played yet');
      return `| ${name} | ${promise} | ${cell(one?.recado)} | ${cell(one?.builderbot)} | ${cell(one?.helped)} |`;
    }),
    '',
    `Played on ${on}, node ${node}, ${times} times each on BuilderBot, whose outcomes depend on timing: what was seen at least once stands`,
    'there. «Escriba HUERTO para empezar.» is what its flow says to whoever is in no lesson.',
    '',
    'What helps, and what each is for:',
    '',
    '- `addKeyword(…, {regex: true})` with a pattern of the whole message: a keyword matches anywhere in a message otherwise.',
    '- `ref` given to each capturing step, which its types mark as for development only, and steps written so that no two share one:',
    '  refs are random in each process otherwise, and a history on the disk (here a file, for both columns) points at steps that are gone.',
    '- A handler for `unhandledRejection`: a send that throws ends the process otherwise. A process that ended was started again.',
    '- `queue: {concurrencyLimit: 1}`.',
    '',
    'Nothing in its settings remembers a message id or sends again; a provider class or a flow of one’s own could do either. Its',
    'history and its answers were kept on the disk for it; variables of a conversation are in memory with every database it has.',
    '',
  ];
}
