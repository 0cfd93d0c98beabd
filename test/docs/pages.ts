import { STAFF_VERBS, VERBS } from '../../src/assemble/capabilities.ts';
import { segmentTables, toldSegments } from '../../src/assemble/turns.ts';
import { ERRORS } from '../../src/base/errors.ts';
import { ISSUES } from '../../src/flow/issue-kinds.ts';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { says } from '../../src/locale/sentence.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { lexiconOf, localeFiles } from '../locale/files.ts';
import { english, spanish } from '../locale/tell.ts';
import { made } from './made.ts';

const TOP = new URL('../../', import.meta.url).pathname;

const fenced = (text: string, language = ''): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** docs/errors.md: every error an outsider can meet. */
export function errorsPage(): string {
  const paragraphs = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { says, next, status }]) => `## ${code}\n\nHTTP ${status}. ${says}\n\n**What to do.** ${next}\n`);
  return `# Errors\n\n${made}\n\nEvery error carries a stable code, says what happened and what to do next. \`{…}\` is filled in. Codes are never reused.\nMistakes in flow files are issues: [issues.md](issues.md).\n\n${paragraphs.join('\n')}`;
}

/** docs/issues.md: everything \`recado check\` can say. */
export function issuesPage(): string {
  const paragraphs = Object.entries(ISSUES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { severity, wrong, right }]) =>
        `## ${code}\n\n${severity === 'error' ? 'Error' : 'Warning'}. ${english(says(`${code}.title`))}.\n\nWrong:\n\n${fenced(wrong, 'yaml')}\n\nRight:\n\n${fenced(right, 'yaml')}\n`,
    );
  return `# Issues\n\n${made}\n\nWhat \`recado check\` finds in packs. An error keeps the programme from running as written; a warning does not\n(\`--strict\` counts it too).\n\n${paragraphs.join('\n')}`;
}

/** The same in the trainers' own language, with the examples as they are. */
export function issuesPageEs(): string {
  const paragraphs = Object.entries(ISSUES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { severity, wrong, right }]) =>
        `## ${code}\n\n${severity === 'error' ? 'Error' : 'Aviso'}. ${spanish(says(`${code}.title`))}.\n\nAsí no:\n\n${fenced(wrong, 'yaml')}\n\nAsí sí:\n\n${fenced(right, 'yaml')}\n`,
    );
  return `# Lo que dice recado check\n\n${made}\n\nTodo lo que \`recado check\` puede encontrar en sus lecciones, por su clave. Con un error el programa no puede correr como está\nescrito; un aviso no lo detiene (con \`--strict\` también cuenta). \`recado check --explain CLAVE\` enseña lo mismo en la pantalla.\nQué hacer cuando algo está en rojo: [cuando-algo-esta-en-rojo.md](cuando-algo-esta-en-rojo.md).\n\n${paragraphs.join('\n')}`;
}

/** docs/verbs.md: one section a verb, its example compiled by the tests of flow and programme. */
export function verbsPage(): string {
  const sections = VERBS.filter((verb) => !verb.internal)
    .map(({ verb, manual }) => ({ verb, manual }))
    .sort((a, b) => (a.verb < b.verb ? -1 : 1))
    .map(({ verb, manual }) => `## ${verb}\n\n${manual.purpose}\n\n${fenced(manual.example, 'yaml')}\n`);
  return `# Verbs of a lesson\n\n${made}\n\nA lesson is a list of steps; each step begins with its verb. Steps that ask, save or wait have an \`id\`; every step may\nhave an \`sms\` form of its text. One page a verb, with keys and what each phone shows: [español](authors/es/verbs/README.md),\n[English](authors/en/verbs/README.md).\n\n${sections.join('\n')}`;
}

/** docs/staff.md: what people with a role write from their own phones, in the order of the words. */
export function staffPage(): string {
  const texts = createTexts(systemCatalogues(localeFiles));
  const say = (key: string, language: string): string => texts.say(key, { language }).text;
  const sections = STAFF_VERBS.map(({ name, roles, follows, exact, isFor }) => {
    const told = (language: string) => {
      const words = [...lexiconOf(language).staff].filter(([, verb]) => verb === name).map(([word]) => word);
      return { language, words, first: words[0]!.toUpperCase(), example: say(`verb.${name}.example`, language) };
    };
    const [es, en] = [told('es'), told('en')];
    const notes = [
      `Who: ${roles ? roles.join(', ') : 'everybody with a role'}.`,
      ...(isFor ? ['Only where the programme has a use for it.'] : []),
      ...(follows ? ['Answers what was said before it; AYUDA does not list it.'] : []),
      ...(exact ? ['A misspelt word is asked about, never obeyed.'] : []),
    ];
    const what = `${say(`verb.${name}`, 'es')} · ${say(`verb.${name}`, 'en')}`;
    return `## ${es.first} · ${en.first}\n\n${what}\n\n${fenced(`${es.example}\n${en.example}`)}\n\n${notes.join(' ')}\n`;
  }).sort();
  return `# What staff write\n\n${made}\n\nPeople with a role write these to the programme's number from their own phones; from any other number the same words are\na learner's words. Each answers with what was done and how to undo it. \`AYUDA\` lists those of her role, \`AYUDA RECORDAR\` explains one.\nA typing mistake in the word is forgiven, in a number never. Words of every language count for all.\nBy what one wants to do, with conversations: [coordinadora](staff/es/coordinadora.md), [facilitadora](staff/es/facilitadora.md), [coordinator](staff/en/coordinator.md),\n[facilitator](staff/en/facilitator.md).\n\n${sections.join('\n')}`;
}

/** docs/segments-llera.md: what every turn of the pack costs by SMS. */
export function segmentsPage(): string {
  const [llera] = segmentTables({ flows: `${TOP}flows`, locales: `${TOP}locales` }, 'llera');
  const [title, ...lines] = toldSegments(llera!);
  return `${title}: what its turns cost by SMS\n\n${made}\n\n\`recado check llera --segments\` prints this (\`--json\`: turn by turn, as her phone shows it). Each turn with the longest plausible\nvalues in it; \`most, shared\` with "Para María Guadalupe:" before it, on a phone that others read. \`without accents\`: turns in which\naccents were given up because they would cost a segment.\n${lines.join('\n')}\n`;
}
