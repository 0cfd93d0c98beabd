import { normalise } from '../../text/normalise.ts';
import { forms } from '../placeholders.ts';
import type { Reserved } from '../reserved.ts';
import type { YamlPath } from '../source.ts';
import { stepTexts } from '../texts.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import { questionAt } from './questions.ts';
import type { Words } from './words.ts';

/** Options that mean something else wherever they stand alone: while the question is open, the option hides the command. */
export function optionCheck(pack: CheckedPack, { issues, reserved }: CheckInput): (text: Words) => void {
  return ({ language, tree, node, field, words, place }) => {
    if (!node || !field.startsWith('options.')) return;
    const question = questionAt(node, pack, tree);
    for (const form of forms(words)) {
      const word = normalise(form);
      const nth = /^\d{1,2}$/.test(word) ? Number(word) : 0;
      const at = (question?.options.indexOf(field.slice('options.'.length)) ?? -1) + 1;
      if (nth > 0 && at > 0 && nth !== at && nth <= question!.options.length) {
        issues.add(
          'OPTION_NUMBER',
          place(),
          `"${form}" is option ${at}, and she who writes ${nth} means one or the other.`,
          'Put the options in the order of their numbers, or write what they count: `2 días`.',
        );
        return;
      }
      const means = reserved && meaningOf(word, reserved(language));
      if (!means) continue;
      issues.add(means.code, place(), `"${form}" ${means.says}`, 'Choose another word.');
      return;
    }
  };
}

function meaningOf(
  word: string,
  { commands, taught, optOut, distress }: Reserved,
): { code: 'OPTION_COMMAND' | 'OPTION_ALARM'; says: string } | undefined {
  const spaced = ` ${word} `;
  const heard = (list: ReadonlySet<string>) => [...list].some((phrase) => spaced.includes(` ${phrase} `));
  if (heard(distress.phrases) && !heard(distress.not))
    return { code: 'OPTION_ALARM', says: 'is a call for help: the lesson stops and the focal point is alerted.' };
  if (optOut.ambiguous.has(word))
    return { code: 'OPTION_COMMAND', says: 'is what those write who want to leave: it would be hidden here.' };
  const command = commands.get(word);
  // "LISTO" ends what is being collected, and nothing else: as an answer it is one.
  if (command === undefined || command === 'done') return undefined;
  const name = taught[command] ?? command;
  // Of the many words for a command she still has the one that she was taught.
  if (normalise(name) !== word) return undefined;
  return {
    code: 'OPTION_COMMAND',
    says: `is the command ${name.toUpperCase()}, which could not be used while this is asked.`,
  };
}

/** The words by which somebody joins or checks in must mean nothing else, least of all an answer of the same pack. */
export function checkProgrammeWords(pack: CheckedPack, input: CheckInput): void {
  const { programme, source } = pack;
  const own: { path: YamlPath; word: string; is: string }[] = [
    { path: ['programme'], word: programme.programme, is: 'the name of the programme, which lets people join' },
    { path: ['join'], word: programme.join, is: 'the word that lets people join' },
    ...programme.words.map((word, i) => ({ path: ['words', i], word, is: 'a check-in word' })),
  ];
  const seen = new Map<string, string>();
  const answers = answersOf(pack);
  for (const { path, word, is } of own) {
    const plain = normalise(word);
    const taken = (says: string) =>
      input.issues.add('WORD_TAKEN', source.place(path), `"${word}" ${says}`, 'Choose another word.');
    const before = seen.get(plain);
    seen.set(plain, before ?? is);
    // The name and the join word may be the same: both let people join.
    if (before !== undefined && path[0] !== 'join') taken(`is ${before} already.`);
    else {
      const means =
        input.reserved && programme.languages.map((language) => says(plain, input.reserved!(language))).find(Boolean);
      if (means !== undefined) taken(means);
    }
    const answer = answers.get(plain);
    if (answer !== undefined)
      input.issues.add(
        'WORD_ANSWER',
        source.place(path),
        `"${word}" is ${is} and an answer in \`${answer}\` too: while that is asked, she is asked back which she means.`,
        'Choose another word.',
      );
  }
}

function says(word: string, reserved: Reserved): string | undefined {
  const command = reserved.commands.get(word);
  if (command !== undefined) return `is the command ${(reserved.taught[command] ?? command).toUpperCase()}.`;
  if (reserved.optOut.ambiguous.has(word)) return 'is what those write who want to leave.';
  if (/^\d+$/.test(word) || reserved.numbers.has(word)) return 'is a number, which answers any question with options.';
  const { greetings, thanks, readiness, acks, meanings, refused } = reserved;
  const answers = [greetings, thanks, readiness, acks, ...Object.values(meanings), ...Object.values(refused)];
  return answers.some((list) => list.has(word)) ? 'is what people answer to anything.' : undefined;
}

/** Every option of the pack as it is shown, in each language → the step that shows it. */
function answersOf(pack: CheckedPack): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const tree of pack.flows) {
    if (isBuiltIn(tree)) continue;
    for (const node of tree.all)
      for (const [field, words] of stepTexts(node).fields) {
        if (!field.startsWith('options.')) continue;
        const others = pack.translated.map((one) => one.words.get(tree.name)?.get(node.key)?.get(field)?.words);
        for (const shown of [words, ...others])
          if (shown !== undefined)
            for (const form of forms(shown)) found.set(normalise(form), `${tree.name}/${node.key}`);
      }
  }
  return found;
}
