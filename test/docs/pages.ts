import { VERBS } from '../../src/assemble/capabilities.ts';
import { ERRORS } from '../../src/base/errors.ts';
import { ISSUES } from '../../src/flow/issues.ts';
import { made } from './made.ts';

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
      ([code, { severity, title, wrong, right }]) =>
        `## ${code}\n\n${severity === 'error' ? 'Error' : 'Warning'}. ${title}.\n\nWrong:\n\n${fenced(wrong, 'yaml')}\n\nRight:\n\n${fenced(right, 'yaml')}\n`,
    );
  return `# Issues\n\n${made}\n\nWhat \`recado check\` finds in packs. An error keeps the programme from running as written; a warning does not\n(\`--strict\` counts it too).\n\n${paragraphs.join('\n')}`;
}

/** docs/verbs.md: one section a verb, its example compiled by the tests of flow and programme. */
export function verbsPage(): string {
  const sections = VERBS.filter((verb) => !verb.internal)
    .map(({ verb, manual }) => ({ verb, manual }))
    .sort((a, b) => (a.verb < b.verb ? -1 : 1))
    .map(({ verb, manual }) => `## ${verb}\n\n${manual.purpose}\n\n${fenced(manual.example, 'yaml')}\n`);
  return `# Verbs of a lesson\n\n${made}\n\nA lesson is a list of steps; each step begins with its verb. Steps that ask, save or wait have an \`id\`; every step may\nhave an \`sms\` form of its text.\n\n${sections.join('\n')}`;
}
